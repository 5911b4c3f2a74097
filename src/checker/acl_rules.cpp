// SPDX-License-Identifier: Apache-2.0
#include "checker/rules.h"

#include <algorithm>

namespace inland::checker {

namespace {

using topology::NetworkAclEntry;
using topology::TrafficDirection;

Rule rule_of(const NetworkAclEntry& entry) {
    return {entry.ipv6_block ? addresses_of(*entry.ipv6_block) : addresses_of(entry.block),
            ports_of_rule(entry.protocol, entry.ports, entry.icmp_type, entry.icmp_code),
            entry.action == topology::RuleAction::Allow ? Answer::Yes : Answer::No};
}

std::vector<NetworkAclEntry> in_order(const topology::NetworkAcl& acl, TrafficDirection direction,
                                      int protocol) {
    std::vector<NetworkAclEntry> entries;
    for (const NetworkAclEntry& entry : acl.entries.value())
        if (entry.direction == direction && (entry.protocol == -1 || entry.protocol == protocol))
            entries.push_back(entry);
    std::ranges::stable_sort(entries, {}, &NetworkAclEntry::rule_number);
    return entries;
}

}  // namespace

/// It looks at where packets go that leave its subnet, and at where those come from that enter; and
/// at the port that they go to, which of replies is the caller's.
RuleList acl_rules(const Traffic& traffic, const Hop& hop, const Step* citing) {
    const bool leaves = hop.step.component == Component::AclEgress;
    RuleList list{leaves ? hop.step.to : other(hop.step.to), hop.step.to, {}, hop.source_ports};
    const auto* subnet = traffic.world.subnet(hop.step.subnet);
    const auto acl = subnet ? traffic.world.acl_of(*subnet) : std::nullopt;
    if (!acl || (*acl != nullptr && (*acl)->entries.is_unknown())) {
        list.rules.push_back({{}, {}, Answer::Unknown});
        return list;
    }
    if (*acl == nullptr)
        list.rules.emplace_back();
    else if ((*acl)->entries.is_known())
        for (const auto& entry :
             in_order(**acl, leaves ? TrafficDirection::Egress : TrafficDirection::Ingress,
                      traffic.passage.protocol))
            if (citing == nullptr || entry.rule_number <= citing->last_entry)
                list.rules.push_back(rule_of(entry));
    return list;
}

}  // namespace inland::checker
