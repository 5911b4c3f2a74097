// SPDX-License-Identifier: Apache-2.0
#include "prove/packets/route_filter.h"

#include "prove/cause_kinds.h"
#include "prove/packets/gate.h"

#include <fmt/format.h>

namespace inland::prove {

namespace {

using topology::RouteTarget;

std::string table_name(const SubnetView& subnet) {
    return subnet.routes->table ? resource_name(*subnet.routes->table)
                                : "the main route table of " + resource_name(*subnet.vpc->vpc);
}

std::string table_key(const SubnetView& subnet) {
    return subnet.routes->table ? subnet.routes->table->key : std::string();
}

bool leads_to_attached(const RouteEntry& entry, RouteTarget target,
                       const topology::Resource* attached) {
    return entry.route != nullptr && entry.route->target == target && attached != nullptr &&
           (entry.route->target_key == attached->key || entry.route->target_key == attached->id);
}

bool is_expected(const RouteEntry& entry, const VpcView& vpc, Expected expected) {
    switch (expected) {
        case Expected::Local:
            return entry.origin == RouteOrigin::Local;
        case Expected::VpnGateway:
            return entry.origin == RouteOrigin::Propagated ||
                   leads_to_attached(entry, RouteTarget::VpnGateway, vpc.vpn_gateway);
        case Expected::InternetGateway:
            return leads_to_attached(entry, RouteTarget::InternetGateway, vpc.internet_gateway);
    }
    return false;
}

/// Targets that are proven: a packet that is routed there is known not to arrive elsewhere.
bool is_modelled(const RouteEntry& entry) {
    if (entry.route == nullptr)
        return true;
    const RouteTarget target = entry.route->target;
    return target == RouteTarget::InternetGateway || target == RouteTarget::NatGateway ||
           target == RouteTarget::VpnGateway || target == RouteTarget::EgressOnlyInternetGateway;
}

bool is_open(const Routes& routes, const RoutePiece& piece) {
    if (routes.gap == RouteGap::Anywhere)
        return true;
    const bool local = piece.entry != nullptr && piece.entry->origin == RouteOrigin::Local;
    return !local && (routes.gap == RouteGap::BesideLocal);
}

Filter closed(const SubnetView& subnet, std::string_view kind, const std::string& detail) {
    const std::string name = table_name(subnet);
    return closed_gate("route table " + name, {std::string(kind), name, detail, {}},
                       table_key(subnet));
}

Filter unknown(const SubnetView& subnet, const std::string& missing) {
    return unknown_gate("route table " + table_name(subnet), missing);
}

/// The gate for one piece; nothing when the piece goes where it should.
std::optional<Filter> gate_of(const SubnetView& subnet, const RoutePiece& piece, Side side,
                              Expected expected) {
    const Routes& routes = *subnet.routes;
    const AddressRange& range = piece.destination;
    if (is_open(routes, piece))
        return unknown_gate_for(range, side, unknown(subnet, routes.missing));
    if (piece.entry == nullptr)
        return closed_gate_for(
            range, side,
            closed(subnet, cause_kind::no_route, "it has no route to " + range.text()));
    const RouteEntry& entry = *piece.entry;
    const std::string route = entry.block.text();
    if (entry.route != nullptr && entry.route->state == topology::RouteState::Blackhole)
        return closed_gate_for(range, side,
                               closed(subnet, cause_kind::blackhole_route,
                                      "its route to " + route + " is a black hole"));
    if (is_expected(entry, *subnet.vpc, expected))
        return std::nullopt;
    if (!is_modelled(entry))
        return unknown_gate_for(range, side,
                                unknown(subnet, "what lies behind " + entry.route->target_key));
    return closed_gate_for(range, side,
                           closed(subnet, cause_kind::no_route,
                                  fmt::format("its route to {} ({}) leads elsewhere", route,
                                              entry.route ? entry.route->target_key : "local")));
}

}  // namespace

std::vector<Filter> route_filters(const SubnetView& subnet,
                                  const std::vector<AddressRange>& destinations, Side side,
                                  Expected expected) {
    std::vector<Filter> filters;
    for (const AddressRange& destination : destinations)
        for (const RoutePiece& piece : look_up(*subnet.routes, destination))
            if (auto gate = gate_of(subnet, piece, side, expected))
                filters.push_back(std::move(*gate));
    if (filters.empty())
        filters.push_back(open_gate("route table " + table_name(subnet), "has the route"));
    return filters;
}

}  // namespace inland::prove
