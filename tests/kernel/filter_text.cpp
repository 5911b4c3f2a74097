// SPDX-License-Identifier: Apache-2.0
#include "tests/kernel/filter_text.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace inland::kernel {

namespace {

using topology::NetworkAcl;
using topology::NetworkAclEntry;
using topology::NetworkInterface;
using topology::SecurityGroup;
using topology::SecurityGroupRule;
using topology::Topology;
using topology::TrafficDirection;

bool carries(const NetworkInterface& interface, std::string_view group) {
    return std::ranges::any_of(interface.security_groups.value(),
                               [&](const auto& reference) { return reference.key == group; });
}

std::string members(const Topology& world, std::string_view group) {
    std::vector<std::string> addresses;
    for (const auto& [key, interface] : world.all<NetworkInterface>())
        if (carries(interface, group))
            addresses.push_back(interface.private_addresses.value().front().text());
    return addresses.empty() ? "" : fmt::format("{{ {} }}", fmt::join(addresses, ", "));
}

/// " meta l4proto 6 th dport 443-443", or nothing for every protocol.
std::string traffic_text(int protocol, const PortRange& ports) {
    constexpr int tcp = 6, udp = 17;
    if (protocol < 0)
        return "";
    std::string text = fmt::format(" meta l4proto {}", protocol);
    if (protocol == tcp || protocol == udp)
        text += fmt::format(" th dport >= {} th dport <= {}", ports.first, ports.last);
    return text;
}

void add_group_rules(std::string& text, const Topology& world, std::string_view peer_field,
                     const std::vector<SecurityGroupRule>& rules) {
    for (const SecurityGroupRule& rule : rules) {
        const std::string peers = rule.block ? rule.block->text() : members(world, rule.group);
        if (!peers.empty())
            text += fmt::format("  ip {} {}{} accept\n", peer_field, peers,
                                traffic_text(rule.protocol, rule.ports));
    }
}

std::string group_chain(
    const Topology& world, const NetworkInterface& owner, std::string_view hook,
    std::string_view peer_field,
    topology::Attribute<std::vector<SecurityGroupRule>> SecurityGroup::* rules) {
    std::string text = fmt::format(
        " chain {0} {{\n  type filter hook {0} priority 0; policy drop;\n"
        "  ct state established accept\n",
        hook);
    for (const auto& reference : owner.security_groups.value())
        add_group_rules(text, world, peer_field,
                        (world.find<SecurityGroup>(reference.key)->*rules).value());
    return text + " }\n";
}

const NetworkAcl* acl_of(const Topology& world, std::string_view subnet) {
    const NetworkAcl* fallback = nullptr;
    for (const auto& [key, acl] : world.all<NetworkAcl>()) {
        for (const auto& reference : acl.subnets.value())
            if (reference.key == subnet)
                return &acl;
        if (acl.is_default.value_or_default(false) == true)
            fallback = &acl;
    }
    return fallback;
}

std::string acl_chain(const NetworkAcl& acl, std::string_view name, TrafficDirection direction) {
    std::vector<NetworkAclEntry> entries;
    std::ranges::copy_if(acl.entries.value(), std::back_inserter(entries),
                         [&](const auto& entry) { return entry.direction == direction; });
    std::ranges::sort(entries, {}, &NetworkAclEntry::rule_number);
    std::string text = fmt::format(" chain {} {{\n", name);
    for (const NetworkAclEntry& entry : entries)
        text += fmt::format("  ip {} {}{} {}\n",
                            direction == TrafficDirection::Egress ? "daddr" : "saddr",
                            entry.block.text(), traffic_text(entry.protocol, entry.ports),
                            entry.action == topology::RuleAction::Allow ? "accept" : "drop");
    return text + "  drop\n }\n";
}

}  // namespace

std::string group_filters(const Topology& world, const NetworkInterface& owner) {
    return "table ip groups {\n" +
           group_chain(world, owner, "input", "saddr", &SecurityGroup::ingress) +
           group_chain(world, owner, "output", "daddr", &SecurityGroup::egress) + "}\n";
}

std::string acl_filters(const Topology& world, const std::vector<SubnetDevice>& devices) {
    std::string chains, jumps;
    for (const SubnetDevice& place : devices) {
        const NetworkAcl* acl = acl_of(world, place.subnet);
        if (acl == nullptr)
            continue;
        chains += acl_chain(*acl, "leave_" + place.device, TrafficDirection::Egress);
        chains += acl_chain(*acl, "enter_" + place.device, TrafficDirection::Ingress);
        jumps += fmt::format("  iifname {0} jump leave_{0}\n  oifname {0} jump enter_{0}\n",
                             place.device);
    }
    return "table ip acls {\n" + chains +
           " chain forward {\n  type filter hook forward priority 0; policy accept;\n" + jumps +
           " }\n}\n";
}

}  // namespace inland::kernel
