// SPDX-License-Identifier: Apache-2.0
#include "prove/packets/way.h"

#include "prove/cause_kinds.h"
#include "prove/packets/gate.h"
#include "prove/packets/walk.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::prove {

namespace {

using topology::RouteTarget;
using topology::TrafficDirection;

Way way_of(const SubnetView& from, const AddressRange& range) {
    const Routes& routes = *from.routes;
    Way way{.range = range, .vpc = from.vpc};
    way.table = routes.table ? resource_name(*routes.table)
                             : "the main route table of " + resource_name(*from.vpc->vpc);
    way.table_key = routes.table ? routes.table->key : std::string();
    return way;
}

Filter has_the_route(const Way& way) {
    return open_gate("route table " + way.table, "has the route");
}

std::vector<Way> ended(Way way, Exit exit) {
    way.gates.push_back(has_the_route(way));
    way.exit = exit;
    return {std::move(way)};
}

bool is_open(const Routes& routes, const RoutePiece& piece) {
    const bool local = piece.entry != nullptr && piece.entry->origin == RouteOrigin::Local;
    return routes.gap == RouteGap::Anywhere || (!local && routes.gap == RouteGap::BesideLocal);
}

/// A gateway takes packets when it is attached to the VPC whose route leads to it.
template <typename Gateway>
std::vector<Way> by_gateway(const Walk& walk, const SubnetView& from, Way way, Exit exit) {
    const auto* gateway = walk.network.topology().find<Gateway>(way.target);
    if (gateway == nullptr || gateway->vpc.is_unknown())
        return unknown_way(std::move(way), "the VPC of " + way.target);
    const bool attached = gateway->vpc.is_known() && gateway->vpc.value().key == from.vpc->vpc->key;
    if (!attached)
        return closed_way(std::move(way), cause_kind::no_route,
                          fmt::format("its route to {} leads elsewhere", way.route));
    return ended(std::move(way), exit);
}

std::vector<Way> by_internet_gateway(const Walk& walk, const SubnetView& from, Way way) {
    return by_gateway<topology::InternetGateway>(walk, from, std::move(way), Exit::InternetGateway);
}

std::vector<Way> by_egress_only_gateway(const Walk& walk, const SubnetView& from, Way way) {
    return by_gateway<topology::EgressOnlyInternetGateway>(walk, from, std::move(way),
                                                           Exit::EgressOnlyGateway);
}

std::vector<Way> by_vpn_gateway(const Walk& walk, const SubnetView& from, Way way) {
    return by_gateway<topology::VpnGateway>(walk, from, std::move(way), Exit::ClientNetwork);
}

std::vector<Way> by_nat_gateway(const Walk& walk, const SubnetView& from, Way way) {
    (void)walk, (void)from;
    return ended(std::move(way), Exit::NatGateway);
}

struct HopRow {
    RouteTarget target;
    std::vector<Way> (*go)(const Walk& walk, const SubnetView& from, Way way);
};

constexpr std::array hops{
    HopRow{RouteTarget::InternetGateway, by_internet_gateway},
    HopRow{RouteTarget::EgressOnlyInternetGateway, by_egress_only_gateway},
    HopRow{RouteTarget::VpnGateway, by_vpn_gateway},
    HopRow{RouteTarget::NatGateway, by_nat_gateway},
    HopRow{RouteTarget::VpcPeering, cross_peering},
    HopRow{RouteTarget::TransitGateway, cross_transit_gateway},
};

/// What a transit gateway brings into a VPC goes to its interfaces or to its NAT gateways. An
/// internet gateway knows no public address of it; AWS promises nothing of other gateways.
bool serves_others(RouteTarget target) {
    return target == RouteTarget::NatGateway || target == RouteTarget::InternetGateway;
}

std::string what_becomes_of_others(const SubnetView& from) {
    return "what becomes in " + resource_name(*from.vpc->vpc) + " of packets from elsewhere";
}

std::vector<Way> by_route(const Walk& walk, const SubnetView& from, Way way,
                          const RouteEntry& entry) {
    const std::string text = entry.range.text();
    way.target = entry.route->target_key;
    way.route = fmt::format("{} ({})", text, way.target);
    if (entry.route->state == topology::RouteState::Blackhole)
        return closed_way(std::move(way), cause_kind::blackhole_route,
                          "its route to " + text + " is a black hole");
    if (walk.passengers == Passengers::Foreign && !serves_others(entry.route->target))
        return unknown_way(std::move(way), what_becomes_of_others(from));
    const auto hop = std::ranges::find(hops, entry.route->target, &HopRow::target);
    if (hop == hops.end())
        return unknown_way(std::move(way), "what lies behind " + way.target);
    return hop->go(walk, from, std::move(way));
}

std::vector<Way> follow(const Walk& walk, const SubnetView& from, const RoutePiece& piece) {
    Way way = way_of(from, piece.destination);
    if (is_open(*from.routes, piece))
        return unknown_way(std::move(way), from.routes->missing);
    if (piece.entry == nullptr)
        return closed_way(std::move(way), cause_kind::no_route,
                          "it has no route to " + way.range.text());
    way.route = piece.entry->range.text() + " (local)";
    if (piece.entry->origin == RouteOrigin::Local)
        return ended(std::move(way), Exit::Vpc);
    if (piece.entry->route == nullptr) {
        if (walk.passengers == Passengers::Foreign)
            return unknown_way(std::move(way), what_becomes_of_others(from));
        way.target = piece.entry->gateway;
        way.route = fmt::format("{} ({})", piece.entry->range.text(), way.target);
        return ended(std::move(way), Exit::ClientNetwork);
    }
    return by_route(walk, from, std::move(way), *piece.entry);
}

}  // namespace

std::vector<Way> closed_way(Way way, std::string_view kind, const std::string& detail) {
    way.gates.push_back(closed_gate("route table " + way.table,
                                    {std::string(kind), way.table, detail, {}}, way.table_key));
    way.exit = Exit::Nowhere;
    return {std::move(way)};
}

std::vector<Way> unknown_way(Way way, const std::string& missing) {
    way.gates.push_back(blind_gate("route table " + way.table, missing));
    way.exit = Exit::Unknown;
    return {std::move(way)};
}

std::vector<Way> continued(const Way& way, std::vector<Way> rest) {
    for (Way& next : rest) {
        next.gates.insert(next.gates.begin(), way.gates.begin(), way.gates.end());
        next.ingress_references = std::max(next.ingress_references, way.ingress_references);
        next.egress_references = std::max(next.egress_references, way.egress_references);
        if (next.entrance == nullptr)
            next.entrance = way.entrance;
    }
    return rest;
}

std::vector<Way> ways_on(const Walk& walk, const SubnetView& from, const AddressRange& to) {
    std::vector<Way> found;
    for (const RoutePiece& piece : look_up(*from.routes, to))
        std::ranges::move(follow(walk, from, piece), std::back_inserter(found));
    return found;
}

std::vector<Way> ways(const Network& network, const SubnetView& from, const AddressRange& to,
                      const Heading& heading) {
    return ways_on({network, heading}, from, to);
}

Filter leads_elsewhere(const Way& way) {
    return closed_gate("route table " + way.table,
                       {std::string(cause_kind::no_route),
                        way.table,
                        "its route to " + way.route + " leads elsewhere",
                        {}},
                       way.table_key);
}

std::vector<Filter> arrival_filters(const Way& way, const SubnetView& to, const Heading& heading) {
    std::vector<Filter> filters;
    if (way.entrance == &to)
        return filters;  // what a transit gateway sends within its own subnet no ACL sees
    if (way.entrance != nullptr)
        filters.push_back(
            acl_filter(*way.entrance, TrafficDirection::Egress, heading.leg, heading.protocol));
    filters.push_back(acl_filter(to, TrafficDirection::Ingress, heading.leg, heading.protocol));
    return filters;
}

}  // namespace inland::prove
