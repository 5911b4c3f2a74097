// SPDX-License-Identifier: Apache-2.0
#include "checker/rules.h"

#include <algorithm>
#include <array>

namespace inland::checker {

namespace {

using topology::NetworkAclEntry;
using topology::TrafficDirection;

/// What a network ACL sees, by component from AclEgress on: whose subnet it is, which of its lists
/// it asks, and which address and port of the connection.
struct View {
    Side subnet;
    TrafficDirection direction;
    Side addresses, ports;
};
constexpr std::array<View, 4> views{
    {{Side::From, TrafficDirection::Egress, Side::To, Side::To},
     {Side::To, TrafficDirection::Ingress, Side::From, Side::To},
     {Side::To, TrafficDirection::Egress, Side::From, Side::From},
     {Side::From, TrafficDirection::Ingress, Side::To, Side::From}}};

const View& view_of(Component component) {
    return views.at(static_cast<std::size_t>(component) -
                    static_cast<std::size_t>(Component::AclEgress));
}

std::vector<NetworkAclEntry> in_order(const topology::NetworkAcl& acl, TrafficDirection direction,
                                      int protocol) {
    std::vector<NetworkAclEntry> entries;
    for (const NetworkAclEntry& entry : acl.entries.value())
        if (entry.direction == direction && !entry.ipv6_block &&
            (entry.protocol == -1 || entry.protocol == protocol))
            entries.push_back(entry);
    std::ranges::stable_sort(entries, {}, &NetworkAclEntry::rule_number);
    return entries;
}

/// A passage of ICMP is of all its types, and an entry may be of one.
Answer answer_of(const NetworkAclEntry& entry) {
    if (entry.protocol == 1 && entry.icmp_type != -1)
        return Answer::Unknown;
    return entry.action == topology::RuleAction::Allow ? Answer::Yes : Answer::No;
}

}  // namespace

RuleList acl_rules(const World& world, const Passage& passage, const Step& step, Cited cited) {
    const View& view = view_of(step.component);
    RuleList list{view.addresses, view.ports, {}};
    const auto* subnet = world.subnet(party_at(passage, view.subnet).subnet);
    const auto acl = subnet ? world.acl_of(*subnet) : std::nullopt;
    const bool cited_one = acl && (*acl == nullptr ? std::string() : (*acl)->key) == step.resource;
    if (!cited_one || (*acl != nullptr && (*acl)->entries.is_unknown())) {
        list.rules.push_back({{}, {}, Answer::Unknown});
        return list;
    }
    if (*acl == nullptr)
        list.rules.emplace_back();
    else if ((*acl)->entries.is_known())
        for (const auto& entry : in_order(**acl, view.direction, passage.protocol))
            if (cited == Cited::Ignored || entry.rule_number <= step.last_entry)
                list.rules.push_back({addresses_of(entry.block),
                                      has_ports(entry.protocol) ? entry.ports : PortRange{},
                                      answer_of(entry)});
    return list;
}

}  // namespace inland::checker
