// SPDX-License-Identifier: Apache-2.0
#include "prove/intents/filter_bounds.h"

namespace inland::prove {

namespace {

/// Adds what is known of a list of blocks.
template <typename Blocks>
void add_blocks(AddressBounds& bounds, const topology::Attribute<Blocks>& blocks) {
    if (blocks.is_known())
        for (const auto& block : blocks.value())
            bounds.add(AddressRange::of(block));
}

void add_rules(AddressBounds& bounds,
               const topology::Attribute<std::vector<topology::SecurityGroupRule>>& rules) {
    if (!rules.is_known())
        return;
    for (const auto& rule : rules.value()) {
        if (rule.block)
            bounds.add(AddressRange::of(*rule.block));
        if (rule.ipv6_block)
            bounds.add(AddressRange::of(*rule.ipv6_block));
    }
}

template <typename Routes>
void add_routes(AddressBounds& bounds, const topology::Attribute<Routes>& routes) {
    if (!routes.is_known())
        return;
    for (const auto& route : routes.value()) {
        if (route.destination)
            bounds.add(AddressRange::of(*route.destination));
        if (route.ipv6_destination)
            bounds.add(AddressRange::of(*route.ipv6_destination));
    }
}

void add_filters(AddressBounds& bounds, const topology::Topology& topology) {
    for (const auto& [key, group] : topology.all<topology::SecurityGroup>()) {
        add_rules(bounds, group.ingress);
        add_rules(bounds, group.egress);
    }
    for (const auto& [key, acl] : topology.all<topology::NetworkAcl>())
        if (acl.entries.is_known())
            for (const auto& entry : acl.entries.value())
                bounds.add(entry.ipv6_block ? AddressRange::of(*entry.ipv6_block)
                                            : AddressRange::of(entry.block));
    for (const auto& [key, list] : topology.all<topology::PrefixList>()) {
        add_blocks(bounds, list.blocks);
        add_blocks(bounds, list.ipv6_blocks);
    }
}

void add_networks(AddressBounds& bounds, const topology::Topology& topology) {
    for (const auto& [key, table] : topology.all<topology::RouteTable>())
        add_routes(bounds, table.routes);
    for (const auto& [key, table] : topology.all<topology::TransitGatewayRouteTable>())
        add_routes(bounds, table.routes);
    for (const auto& [key, vpc] : topology.all<topology::Vpc>()) {
        if (vpc.cidr_block.is_known())
            bounds.add(AddressRange::of(vpc.cidr_block.value()));
        add_blocks(bounds, vpc.secondary_cidr_blocks);
        add_blocks(bounds, vpc.ipv6_cidr_blocks);
    }
    for (const auto& [key, connection] : topology.all<topology::VpnConnection>()) {
        add_blocks(bounds, connection.static_routes);
        add_blocks(bounds, connection.advertised_routes);
    }
}

}  // namespace

AddressBounds filter_bounds(const topology::Topology& topology) {
    AddressBounds bounds;
    add_filters(bounds, topology);
    add_networks(bounds, topology);
    bounds.sort();
    return bounds;
}

}  // namespace inland::prove
