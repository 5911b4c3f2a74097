// SPDX-License-Identifier: Apache-2.0
#include "checker/path.h"

#include <algorithm>
#include <array>

namespace inland::checker {

namespace {

using topology::RouteTarget;

/// Where a walk is.
struct At {
    const topology::Subnet& subnet;
    const topology::Vpc& vpc;
};

/// A gateway serves the VPC that it is attached to.
template <typename Gateway>
Paths by_gateway(const Walk& walk, const At& at, Path path, End end) {
    const auto* gateway = walk.world.topology.find<Gateway>(path.target);
    if (gateway == nullptr || gateway->vpc.is_unknown())
        return doubted(std::move(path));
    const bool serves = gateway->vpc.is_known() && gateway->vpc.value().key == at.vpc.key;
    return serves ? ended(std::move(path), end) : stopped(std::move(path));
}

Paths by_internet_gateway(const Walk& walk, const At& at, Path path) {
    return by_gateway<topology::InternetGateway>(walk, at, std::move(path), End::Internet);
}
Paths by_egress_only_gateway(const Walk& walk, const At& at, Path path) {
    return by_gateway<topology::EgressOnlyInternetGateway>(walk, at, std::move(path),
                                                           End::EgressOnly);
}
Paths by_vpn_gateway(const Walk& walk, const At& at, Path path) {
    return by_gateway<topology::VpnGateway>(walk, at, std::move(path), End::Clients);
}
Paths by_nat_gateway(const Walk& walk, const At& at, Path path) {
    (void)walk, (void)at;
    return ended(std::move(path), End::Nat);
}
Paths by_peering(const Walk& walk, const At& at, Path path) {
    return cross_peering(walk, at.vpc, std::move(path));
}
Paths by_transit_gateway(const Walk& walk, const At& at, Path path) {
    return cross_transit_gateway(walk, at.subnet, std::move(path));
}

struct TargetRow {
    RouteTarget kind;
    Passengers last;  ///< Foreign: what happens to those is known too
    Paths (*go)(const Walk& walk, const At& at, Path path);
};
constexpr std::array targets{
    TargetRow{RouteTarget::InternetGateway, Passengers::Foreign, by_internet_gateway},
    TargetRow{RouteTarget::NatGateway, Passengers::Foreign, by_nat_gateway},
    TargetRow{RouteTarget::EgressOnlyInternetGateway, Passengers::Own, by_egress_only_gateway},
    TargetRow{RouteTarget::VpnGateway, Passengers::Own, by_vpn_gateway},
    TargetRow{RouteTarget::VpcPeering, Passengers::Own, by_peering},
    TargetRow{RouteTarget::TransitGateway, Passengers::Own, by_transit_gateway},
};

Paths by_target(const Walk& walk, const At& at, const Entry& route, Path path) {
    const auto row = std::ranges::find(targets, route.kind, &TargetRow::kind);
    if (row == targets.end() || row->last < walk.passengers)
        return doubted(std::move(path));
    return row->go(walk, at, std::move(path));
}

Paths by_route(const Walk& walk, const At& at, const Entry* route, Path path) {
    if (route == nullptr || route->lead == Lead::Nowhere)
        return stopped(std::move(path));
    if (route->lead == Lead::Unknown)
        return doubted(std::move(path));
    if (route->lead == Lead::Local)
        return ended(std::move(path), End::Vpc);
    return by_target(walk, at, *route, std::move(path));
}

Path begin(const Walk& walk, const At& at, const Piece& piece, const Entry* route) {
    const auto table = walk.world.table_of(at.subnet);
    Path path{.packets = piece.packets, .vpc = at.vpc.key};
    path.target = route == nullptr ? std::string() : route->target;
    path.hops.push_back(hop(Component::Route, walk.to, at.subnet.key,
                            table && *table != nullptr ? (*table)->key : std::string()));
    path.hops.back().step.target = path.target;
    return path;
}

}  // namespace

Hop acl_hop(const World& world, Component component, Side to, const std::string& subnet) {
    const auto* here = world.subnet(subnet);
    const auto acl = here ? world.acl_of(*here) : std::nullopt;
    return hop(component, to, subnet, acl && *acl != nullptr ? (*acl)->key : std::string());
}

Paths ended(Path path, End end) {
    path.end = end;
    return {std::move(path)};
}

Paths stopped(Path path) {
    close(last_hop(path));
    return ended(std::move(path), End::Nowhere);
}

Paths doubted(Path path) {
    doubt(last_hop(path));
    return ended(std::move(path), End::Unknown);
}

Paths paths_from(const Walk& walk, const std::string& subnet, const Addresses& packets) {
    const auto* here = walk.world.subnet(subnet);
    const auto* vpc = here ? walk.world.vpc_of(*here) : nullptr;
    if (vpc == nullptr)
        return doubted({.packets = packets, .hops = {hop(Component::Route, walk.to, subnet)}});
    const At at{*here, *vpc};
    const Entries entries = route_entries(walk.world, *here);
    Paths found;
    for (Piece& piece : look_up(entries, packets)) {
        if (piece.routes.empty())
            piece.routes.push_back(nullptr);
        for (const Entry* route : piece.routes)
            std::ranges::move(by_route(walk, at, route, begin(walk, at, piece, route)),
                              std::back_inserter(found));
    }
    return found;
}

}  // namespace inland::checker
