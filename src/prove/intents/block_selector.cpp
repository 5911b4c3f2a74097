// SPDX-License-Identifier: Apache-2.0
#include "prove/intents/public_addresses.h"
#include "prove/intents/selectors.h"
#include "prove/packets/address_ranges.h"

#include <algorithm>

namespace inland::prove::selectors {

namespace {

using Ranges = AddressRanges;

/// What of the ranges is in one of the others.
Ranges inside(const Ranges& ranges, const Ranges& others) {
    Ranges parts;
    for (const AddressRange& range : ranges)
        for (const AddressRange& other : others)
            if (range.overlaps(other))
                parts.push_back(common(range, other));
    return parts;
}

Ranges blocks_of_vpcs(const Network& network) {
    Ranges ranges;
    for (const auto& [key, vpc] : network.topology().all<topology::Vpc>())
        for (const Ipv4Prefix& block : network.vpc(key)->blocks)
            ranges.push_back(AddressRange::of(block));
    return ranges;
}

bool is_within(const Party& party, const AddressRange& range) {
    return std::ranges::all_of(
        party.addresses, [&](const AddressRange& addresses) { return range.contains(addresses); });
}

/// Who has all of its addresses in the range, and strangers in the rest of its subnets.
void add_inside(Members& members, const Inhabitants& in, const AddressRange& range) {
    for (Party& party : in.everybody())
        if (is_within(party, range))
            members.known.push_back(std::move(party));
    for (const auto& [key, subnet] : in.network.topology().all<topology::Subnet>())
        if (const SubnetView* view = in.network.subnet(key);
            view != nullptr && view->addresses.overlaps(range) &&
            (!in.is_complete() || members.known.empty()))
            members.possible.push_back(stranger(*view, common(view->addresses, range)));
}

Party outsider(Where where, const std::string& name, Ranges addresses) {
    return {.where = where, .name = name, .addresses = std::move(addresses)};
}

std::optional<AddressRange> range_of(std::string_view text) {
    if (const auto block = Ipv4Prefix::parse(text))
        return AddressRange::of(*block);
    if (const auto block = Ipv6Prefix::parse(text))
        return AddressRange::of(*block);
    if (const auto address = IpAddress::parse(text))
        return AddressRange::of(*address);
    return std::nullopt;
}

}  // namespace

std::optional<Members> block(const Inhabitants& in, const std::string& name, Names& known) {
    (void)known;
    const auto range = range_of(name);
    if (!range)
        return std::nullopt;
    Members members;
    add_inside(members, in, *range);
    const Ranges beyond = outside({*range}, blocks_of_vpcs(in.network));
    const Ranges on_internet = inside(beyond, all_public_addresses());
    const Ranges on_premises = outside(beyond, all_public_addresses());
    if (!on_internet.empty())
        members.known.push_back(outsider(Where::Internet, name, on_internet));
    if (!on_premises.empty())
        members.known.push_back(outsider(Where::ClientNetwork, name, on_premises));
    return members;
}

}  // namespace inland::prove::selectors
