// SPDX-License-Identifier: Apache-2.0
// What a transit gateway's route table holds (VPC-SEMANTICS 1.8).
#include "checker/look_up.h"

#include <algorithm>

namespace inland::checker {

namespace {

using topology::TransitGatewayRoute;
using topology::TransitGatewayRouteKind;
using topology::TransitGatewayRouteTable;

Entry to_attachment(Entry entry, const std::string& attachment) {
    entry.kind = topology::RouteTarget::TransitGateway;
    entry.target = attachment;
    if (attachment.empty())
        entry.lead = Lead::Nowhere;
    return entry;
}

/// False when they are not all known.
template <typename Prefix>
bool add_blocks(Entries& entries, const topology::Attribute<std::vector<Prefix>>& blocks, Rank rank,
                const std::string& attachment) {
    if (blocks.is_known())
        for (const Prefix& block : blocks.value())
            entries.push_back(to_attachment(entry(block, rank, Lead::Target), attachment));
    return !blocks.is_unknown();
}

bool add_route(Entries& entries, const World& world, const TransitGatewayRoute& route) {
    const bool leads = route.state == topology::RouteState::Active;
    const std::string attachment = leads ? route.attachment : std::string();
    const Rank rank = route.kind == TransitGatewayRouteKind::Static ? Rank::Static : Rank::Other;
    if (route.destination || route.ipv6_destination) {
        Entry made = route.destination ? entry(*route.destination, rank, Lead::Target)
                                       : entry(*route.ipv6_destination, rank, Lead::Target);
        entries.push_back(to_attachment(std::move(made), attachment));
        return true;
    }
    const auto* list = prefix_list(world, route.prefix_list);
    return list != nullptr && add_blocks(entries, list->blocks, Rank::PrefixList, attachment) &&
           add_blocks(entries, list->ipv6_blocks, Rank::PrefixList, attachment);
}

bool tells_routes_of(const TransitGatewayRouteTable& table, const std::string& attachment) {
    return std::ranges::any_of(table.routes.value(), [&](const TransitGatewayRoute& route) {
        return route.kind == TransitGatewayRouteKind::Propagated && route.attachment == attachment;
    });
}

/// A VPC propagates its blocks; what others do is among the routes, or not known.
bool add_propagation(Entries& entries, const World& world, const TransitGatewayRouteTable& table,
                     const std::string& key) {
    const auto* attachment = world.topology.find<topology::TransitGatewayAttachment>(key);
    const auto* vpc = attachment == nullptr ? nullptr : world.topology.find(attachment->vpc);
    if (vpc == nullptr)
        return tells_routes_of(table, key);
    if (!vpc->cidr_block.is_known())
        return false;
    entries.push_back(
        to_attachment(entry(vpc->cidr_block.value(), Rank::Propagated, Lead::Target), key));
    return add_blocks(entries, vpc->secondary_cidr_blocks, Rank::Propagated, key) &&
           add_blocks(entries, vpc->ipv6_cidr_blocks, Rank::Propagated, key);
}

}  // namespace

Entries transit_entries(const World& world, const TransitGatewayRouteTable& table) {
    if (!table.routes.is_known() || !table.propagations.is_known())
        return {unknown_entry()};
    Entries entries;
    bool known = true;
    for (const TransitGatewayRoute& route : table.routes.value())
        known = add_route(entries, world, route) && known;
    for (const auto& attachment : table.propagations.value())
        known = add_propagation(entries, world, table, attachment.key) && known;
    return known ? entries : Entries{unknown_entry()};
}

}  // namespace inland::checker
