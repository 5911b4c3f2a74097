// SPDX-License-Identifier: Apache-2.0
#include "prove/packets/network_acl_filter.h"

#include "prove/cause_kinds.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::prove {

namespace {

using topology::NetworkAclEntry;
using topology::TrafficDirection;

/// The peer of a packet that leaves is its destination; a reply's destination is the request's
/// source.
Side peer_side(TrafficDirection direction, Leg leg) {
    const bool is_destination = (direction == TrafficDirection::Egress) == (leg == Leg::Request);
    return is_destination ? Side::Destination : Side::Source;
}

AddressRange peers_of(const NetworkAclEntry& entry) {
    return entry.ipv6_block ? AddressRange::of(*entry.ipv6_block) : AddressRange::of(entry.block);
}

PortRange ports_of(const NetworkAclEntry& entry) {
    if (has_types(entry.protocol))
        return types_as_ports(entry.icmp_type, entry.icmp_code);
    return has_ports(entry.protocol) ? entry.ports : PortRange{};
}

std::string entry_text(const NetworkAclEntry& entry) {
    return fmt::format("rule {} {}s {}", entry.rule_number,
                       entry.action == topology::RuleAction::Allow ? "allow" : "denie",
                       peers_of(entry).text());
}

std::vector<const NetworkAclEntry*> ordered_entries(const topology::NetworkAcl& acl,
                                                    TrafficDirection direction, int protocol) {
    std::vector<const NetworkAclEntry*> entries;
    for (const NetworkAclEntry& entry : acl.entries.value())
        if (entry.direction == direction &&
            (entry.protocol == every_protocol || entry.protocol == protocol))
            entries.push_back(&entry);
    std::ranges::sort(entries, {}, [](const NetworkAclEntry* entry) {
        return std::pair(entry->rule_number, entry);
    });
    return entries;
}

void add_rules(Filter& filter, const topology::NetworkAcl& acl, TrafficDirection direction,
               int protocol) {
    if (acl.entries.is_unknown()) {
        filter.rules.push_back(perhaps_everything());
        filter.missing = "the entries of " + resource_name(acl);
    }
    if (!acl.entries.is_known())
        return;
    for (const NetworkAclEntry* entry : ordered_entries(acl, direction, protocol))
        filter.rules.push_back({.peers = peers_of(*entry),
                                .ports = ports_of(*entry),
                                .action = entry->action,
                                .text = entry_text(*entry)});
}

}  // namespace

Filter acl_filter(const SubnetView& subnet, TrafficDirection direction, Leg leg, int protocol) {
    const bool leaves = direction == TrafficDirection::Egress;
    Filter filter;
    filter.title = fmt::format("network ACL {} of {}, {}{}",
                               subnet.acl ? resource_name(*subnet.acl) : "by default",
                               resource_name(*subnet.subnet), leaves ? "egress" : "ingress",
                               leg == Leg::Reply ? " of replies" : "");
    filter.address_side = peer_side(direction, leg);
    filter.port_side = leg == Leg::Request ? Side::Destination : Side::Source;
    filter.cause.kind = leaves ? cause_kind::nacl_egress : cause_kind::nacl_ingress;
    if (!subnet.acl_missing.empty()) {
        filter.rules.push_back(perhaps_everything());
        filter.missing = subnet.acl_missing;
        return filter;
    }
    if (subnet.acl == nullptr) {
        filter.rules.push_back(admit_everything("allows everything"));
        return filter;
    }
    filter.cause.resource = resource_name(*subnet.acl);
    filter.key = subnet.acl->key;
    add_rules(filter, *subnet.acl, direction, protocol);
    return filter;
}

}  // namespace inland::prove
