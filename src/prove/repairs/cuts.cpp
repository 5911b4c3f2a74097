// SPDX-License-Identifier: Apache-2.0
#include "prove/repairs/cuts.h"

#include "prove/packets/address_range.h"
#include "prove/packets/protocol.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::prove {

namespace {

using topology::Route;
using topology::RouteTable;
using topology::SecurityGroup;
using topology::SecurityGroupRule;
using Rules = topology::Attribute<std::vector<SecurityGroupRule>>;

/// Each is tried by proving everything anew.
constexpr std::size_t most_cuts = 32;

bool is_within(const std::optional<Ipv4Prefix>& block, const std::optional<Ipv6Prefix>& ipv6_block,
               const IpAddress& address) {
    const auto point = AddressRange::of(address);
    return (block && AddressRange::of(*block).contains(point)) ||
           (ipv6_block && AddressRange::of(*ipv6_block).contains(point));
}

bool may_admit(const SecurityGroupRule& rule, const Witness& witness, const IpAddress& peer) {
    const bool protocol =
        rule.protocol == every_protocol || protocol_text(rule.protocol) == witness.protocol;
    const bool port =
        !has_ports(rule.protocol) || rule.ports.contains(static_cast<std::uint16_t>(witness.port));
    const bool by_name = !rule.group.empty() || !rule.prefix_list.empty();
    return protocol && port && (by_name || is_within(rule.block, rule.ipv6_block, peer));
}

std::string text_of(const SecurityGroupRule& rule) {
    const std::string peer = rule.block            ? rule.block->text()
                             : rule.ipv6_block     ? rule.ipv6_block->text()
                             : !rule.group.empty() ? rule.group
                                                   : rule.prefix_list;
    if (rule.protocol == every_protocol)
        return fmt::format("everything, {}", peer);
    if (!has_ports(rule.protocol))
        return fmt::format("{}, {}", protocol_text(rule.protocol), peer);
    return fmt::format("{}/{}-{}, {}", protocol_text(rule.protocol), rule.ports.first,
                       rule.ports.last, peer);
}

Remedy remove_rule(const SecurityGroup& group, Rules SecurityGroup::* rules,
                   std::string_view direction, const SecurityGroupRule& rule) {
    return {fmt::format("remove the {} rule of {} for {}", direction, resource_name(group),
                        text_of(rule)),
            [key = group.key, rules, rule](topology::Topology& topology) {
                auto& left = topology.all<SecurityGroup>()[key].*rules;
                if (left.is_known())
                    std::erase(left.mutable_value(), rule);
            }};
}

void add_rules(std::vector<Remedy>& cuts, const SecurityGroup& group, Rules SecurityGroup::* rules,
               std::string_view direction, const Witness& witness, const IpAddress& peer) {
    if (!(group.*rules).is_known())
        return;
    for (const SecurityGroupRule& rule : (group.*rules).value())
        if (may_admit(rule, witness, peer))
            cuts.push_back(remove_rule(group, rules, direction, rule));
}

void add_routes(std::vector<Remedy>& cuts, const RouteTable& table, const Witness& witness) {
    if (!table.routes.is_known())
        return;
    for (const Route& route : table.routes.value()) {
        const bool is_used =
            is_within(route.destination, route.ipv6_destination, witness.destination) ||
            is_within(route.destination, route.ipv6_destination, witness.source);
        if (!is_used)
            continue;
        cuts.push_back({fmt::format("remove the route of {} to {}", resource_name(table),
                                    route.destination ? route.destination->text()
                                                      : route.ipv6_destination->text()),
                        [key = table.key, route](topology::Topology& topology) {
                            auto& left = topology.all<RouteTable>()[key].routes;
                            if (left.is_known())
                                std::erase(left.mutable_value(), route);
                        }});
    }
}

}  // namespace

std::vector<Remedy> cuts_for(const Scene& scene, const Verdict& verdict) {
    std::vector<Remedy> cuts;
    if (!verdict.witness)
        return cuts;
    const Witness& witness = *verdict.witness;
    const auto& topology = scene.network.topology();
    for (const auto& [key, group] : topology.all<SecurityGroup>())
        add_rules(cuts, group, &SecurityGroup::ingress, "ingress", witness, witness.source);
    for (const auto& [key, table] : topology.all<RouteTable>())
        add_routes(cuts, table, witness);
    for (const auto& [key, group] : topology.all<SecurityGroup>())
        add_rules(cuts, group, &SecurityGroup::egress, "egress", witness, witness.destination);
    cuts.resize(std::min(cuts.size(), most_cuts), {});
    return cuts;
}

}  // namespace inland::prove
