// SPDX-License-Identifier: Apache-2.0
#include "topology/field_json.h"

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>

namespace inland::topology {

namespace {

/// IANA numbers of the protocols that security groups name.
json::value protocol_json(int protocol) {
    switch (protocol) {
        case -1:
            return "all";
        case 1:
            return "icmp";
        case 6:
            return "tcp";
        case 17:
            return "udp";
        default:
            return protocol;
    }
}

bool has_ports(int protocol) {
    return protocol == 6 || protocol == 17;
}

void add_ports(json::object& object, int protocol, const PortRange& ports) {
    if (has_ports(protocol))
        object["ports"] = json::array{ports.first, ports.last};
}

void add_text(json::object& object, std::string_view name, const std::string& text) {
    if (!text.empty())
        object[name] = text;
}

constexpr std::array<std::string_view, 9> target_names{"internet-gateway",
                                                       "nat-gateway",
                                                       "vpn-gateway",
                                                       "transit-gateway",
                                                       "vpc-peering",
                                                       "vpc-endpoint",
                                                       "network-interface",
                                                       "egress-only-internet-gateway",
                                                       "other"};

template <typename AnyRoute>
std::string destination_text(const AnyRoute& route) {
    if (route.destination)
        return route.destination->text();
    return route.ipv6_destination ? route.ipv6_destination->text() : route.prefix_list;
}

}  // namespace

json::value value_json(const Ipv4Prefix& prefix) {
    return json::value(prefix.text());
}

json::value value_json(const Ipv4Address& address) {
    return json::value(address.text());
}

json::value value_json(const Ipv6Prefix& prefix) {
    return json::value(prefix.text());
}

json::value value_json(const IpAddress& address) {
    return json::value(address.text());
}

json::value value_json(const TransitGatewayRoute& route) {
    return {{"destination", destination_text(route)},
            {"to", route.attachment},
            {"kind", route.kind == TransitGatewayRouteKind::Static ? "static" : "propagated"},
            {"state", route.state == RouteState::Active ? "active" : "blackhole"}};
}

json::value value_json(const Route& route) {
    return {{"destination", destination_text(route)},
            {"target", target_names[static_cast<std::size_t>(route.target)]},
            {"to", route.target_key},
            {"state", route.state == RouteState::Active ? "active" : "blackhole"}};
}

json::value value_json(const NetworkAclEntry& entry) {
    json::object object{
        {"direction", entry.direction == TrafficDirection::Ingress ? "ingress" : "egress"},
        {"rule", entry.rule_number},
        {"action", entry.action == RuleAction::Allow ? "allow" : "deny"},
        {"protocol", protocol_json(entry.protocol)},
        {"block", entry.ipv6_block ? entry.ipv6_block->text() : entry.block.text()}};
    add_ports(object, entry.protocol, entry.ports);
    return object;
}

json::value value_json(const SecurityGroupRule& rule) {
    json::object object{{"protocol", protocol_json(rule.protocol)}};
    add_ports(object, rule.protocol, rule.ports);
    if (rule.block)
        object["block"] = rule.block->text();
    if (rule.ipv6_block)
        object["block"] = rule.ipv6_block->text();
    add_text(object, "group", rule.group);
    add_text(object, "prefixList", rule.prefix_list);
    add_text(object, "description", rule.description);
    return object;
}

json::value value_json(const Taint& taint) {
    return {{"key", taint.key}, {"value", taint.value}, {"effect", taint.effect}};
}

json::value value_json(const BlockDevice& device) {
    json::object object{{"device", device.device}, {"encrypted", device.encrypted}};
    if (device.size_gib > 0)
        object["sizeGib"] = device.size_gib;
    add_text(object, "volumeType", device.volume_type);
    return object;
}

json::value value_json(const LateText& text) {
    const bool printable = std::ranges::all_of(text.text, [](unsigned char letter) {
        return (letter >= ' ' && letter <= '~') || letter == '\n' || letter == '\r' ||
               letter == '\t';
    });
    return json::value(printable ? text.text : fmt::format("{} bytes", text.text.size()));
}

json::value value_json(const RecordSet& set) {
    json::object object{{"name", set.name}, {"type", set.type}};
    if (!set.values.empty())
        object["values"] = json::array(set.values.begin(), set.values.end());
    add_text(object, "alias", set.alias);
    add_text(object, "setIdentifier", set.set_identifier);
    return object;
}

json::value value_json(const DnsTarget& target) {
    return {{"address", target.address.text()}, {"port", target.port}};
}

json::value value_json(const std::map<std::string, std::string>& texts) {
    json::object object;
    for (const auto& [key, value] : texts)
        object[key] = value;
    return object;
}

}  // namespace inland::topology
