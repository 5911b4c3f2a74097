// SPDX-License-Identifier: Apache-2.0
#include "prove/packets/translation.h"

#include "prove/packets/address_ranges.h"

namespace inland::prove {

namespace {

/// The addresses of the other end for which the node translates: of IPv4 only, and none of its VPC.
AddressRanges translated(const Translation& translation, const Party& pods, const Party& other) {
    if (other.where == Where::Subnet && other.subnet->vpc == pods.subnet->vpc)
        return {};
    AddressRanges ranges = outside(other.addresses, translation.spared);
    std::erase_if(ranges, [](const AddressRange& range) { return !range.is_ipv4(); });
    return ranges;
}

Party narrowed(Party party, AddressRanges addresses) {
    party.addresses = std::move(addresses);
    return party;
}

Party without_translation(Party party) {
    party.translation.reset();
    return party;
}

Call called_by_node(const Call& call, AddressRanges destinations) {
    const Translation& translation = *call.source.translation;
    Call made{translation.node, narrowed(call.destination, std::move(destinations)), call.traffic};
    if (!made.traffic.source_ports.contains(translation.source_ports))
        made.traffic.source_ports = translation.source_ports;
    return made;
}

}  // namespace

std::vector<Call> calls_as_seen(const Call& call) {
    if (call.source.translation == nullptr)
        return {call};
    const AddressRanges by_node =
        translated(*call.source.translation, call.source, call.destination);
    const AddressRanges by_pod = outside(call.destination.addresses, by_node);
    std::vector<Call> calls;
    if (!by_pod.empty())
        calls.push_back(
            {without_translation(call.source), narrowed(call.destination, by_pod), call.traffic});
    if (!by_node.empty())
        calls.push_back(called_by_node(call, by_node));
    return calls;
}

std::vector<Call> calls_without_replies(const Call& call) {
    if (call.destination.translation == nullptr)
        return {};
    AddressRanges lost = translated(*call.destination.translation, call.destination, call.source);
    if (lost.empty())
        return {};
    return {{narrowed(call.source, std::move(lost)), call.destination, call.traffic}};
}

const Party& seen_outside(const Party& party) {
    return party.translation == nullptr ? party : party.translation->node;
}

}  // namespace inland::prove
