// SPDX-License-Identifier: Apache-2.0
#include "prove/packets/transit_routes.h"

#include "prove/network.h"

#include <algorithm>

namespace inland::prove {

namespace {

using topology::Topology;
using topology::TransitGatewayAttachment;
using topology::TransitGatewayRoute;
using topology::TransitGatewayRouteKind;

void note_missing(TransitRoutes& routes, std::string fact) {
    if (routes.missing.empty())
        routes.missing = std::move(fact);
}

template <typename Block>
void add_blocks(TransitRoutes& routes, const topology::Attribute<std::vector<Block>>& blocks,
                TransitOrigin origin, const std::string& attachment) {
    if (blocks.is_known())
        for (const Block& block : blocks.value())
            routes.entries.push_back({AddressRange::of(block), origin, attachment});
}

void add_list(TransitRoutes& routes, const Topology& topology, const TransitGatewayRoute& route,
              const std::string& attachment) {
    const auto* list = prefix_list(topology, route.prefix_list);
    if (list == nullptr)
        return note_missing(routes, "the entries of " + route.prefix_list);
    add_blocks(routes, list->blocks, TransitOrigin::PrefixList, attachment);
    add_blocks(routes, list->ipv6_blocks, TransitOrigin::PrefixList, attachment);
}

void add_route(TransitRoutes& routes, const Topology& topology, const TransitGatewayRoute& route) {
    const bool leads = route.state == topology::RouteState::Active;
    const std::string attachment = leads ? route.attachment : std::string();
    const auto origin = route.kind == TransitGatewayRouteKind::Static ? TransitOrigin::Static
                                                                      : TransitOrigin::Other;
    if (route.destination)
        routes.entries.push_back({AddressRange::of(*route.destination), origin, attachment});
    else if (route.ipv6_destination)
        routes.entries.push_back({AddressRange::of(*route.ipv6_destination), origin, attachment});
    else
        add_list(routes, topology, route, attachment);
}

bool tells_its_routes(const topology::Attribute<std::vector<TransitGatewayRoute>>& routes,
                      const std::string& attachment) {
    return routes.is_known() &&
           std::ranges::any_of(routes.value(), [&](const TransitGatewayRoute& route) {
               return route.kind == TransitGatewayRouteKind::Propagated &&
                      route.attachment == attachment;
           });
}

/// A VPC propagates its blocks. What a VPN or Direct Connect propagates is seen or not known.
void add_propagation(TransitRoutes& routes, const Topology& topology, const std::string& key) {
    const auto* attachment = topology.find<TransitGatewayAttachment>(key);
    const auto* vpc = attachment == nullptr ? nullptr : topology.find(attachment->vpc);
    if (vpc == nullptr) {
        if (!tells_its_routes(routes.table->routes, key))
            note_missing(routes, "what " + key + " propagates");
        return;
    }
    if (vpc->cidr_block.is_unknown() || vpc->secondary_cidr_blocks.is_unknown() ||
        vpc->ipv6_cidr_blocks.is_unknown())
        note_missing(routes, "the blocks of " + resource_name(*vpc));
    if (vpc->cidr_block.is_known())
        routes.entries.push_back(
            {AddressRange::of(vpc->cidr_block.value()), TransitOrigin::Vpc, key});
    add_blocks(routes, vpc->secondary_cidr_blocks, TransitOrigin::Vpc, key);
    add_blocks(routes, vpc->ipv6_cidr_blocks, TransitOrigin::Vpc, key);
}

bool precedes(const TransitEntry& one, const TransitEntry& other) {
    if (one.range != other.range)
        return is_more_specific(one.range, other.range);
    return std::tie(one.origin, one.attachment) < std::tie(other.origin, other.attachment);
}

bool are_rivals(const TransitEntry& one, const TransitEntry& other) {
    return one.range == other.range && one.origin == other.origin &&
           one.origin != TransitOrigin::Static;
}

}  // namespace

TransitRoutes transit_routes(const Topology& topology,
                             const topology::TransitGatewayRouteTable& table) {
    TransitRoutes routes;
    routes.table = &table;
    if (!table.routes.is_known() || !table.propagations.is_known())
        routes.missing = "the routes of " + resource_name(table);
    if (table.routes.is_known())
        for (const TransitGatewayRoute& route : table.routes.value())
            add_route(routes, topology, route);
    if (table.propagations.is_known())
        for (const auto& attachment : table.propagations.value())
            add_propagation(routes, topology, attachment.key);
    std::ranges::sort(routes.entries, precedes);
    return routes;
}

std::vector<TransitPiece> look_up(const TransitRoutes& routes, const AddressRange& destination) {
    return split(routes.entries, destination, are_rivals);
}

const topology::PrefixList* prefix_list(const Topology& topology, std::string_view list) {
    if (const auto* found = topology.find<topology::PrefixList>(list))
        return found;
    for (const auto& [key, candidate] : topology.all<topology::PrefixList>())
        if (candidate.prefix_list_name.is_known() && candidate.prefix_list_name.value() == list)
            return &candidate;
    return nullptr;
}

}  // namespace inland::prove
