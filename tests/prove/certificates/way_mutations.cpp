// SPDX-License-Identifier: Apache-2.0
#include "tests/prove/certificates/mutations.h"
#include "tests/prove/private_world.h"

#include <fmt/format.h>

namespace inland::prove::testing {

namespace {

using namespace topology;

using Worlds = std::vector<std::pair<std::string, Topology>>;

/// A world for each change of each resource of one type.
template <typename R, typename Edit>
void change_each(Worlds& worlds, const Topology& world, std::string_view what, Edit edit) {
    for (const auto& [key, resource] : world.all<R>()) {
        Topology changed = world;
        edit(at<R>(changed, key));
        worlds.emplace_back(fmt::format("{} {} {}", what, R::type, key), std::move(changed));
    }
}

template <typename R>
void drop_each(Worlds& worlds, const Topology& world) {
    for (const auto& [key, resource] : world.all<R>()) {
        Topology changed = world;
        changed.all<R>().erase(key);
        worlds.emplace_back(fmt::format("no {} {}", R::type, key), std::move(changed));
    }
}

template <typename Edit>
void change_routes(Worlds& worlds, const Topology& world, std::string_view what, Edit edit) {
    for (const auto& [key, table] : world.all<RouteTable>())
        for (std::size_t number = 0; number < table.routes.value().size(); ++number) {
            Topology changed = world;
            auto& routes = at<RouteTable>(changed, key).routes.mutable_value();
            edit(routes, routes.begin() + static_cast<std::ptrdiff_t>(number));
            worlds.emplace_back(fmt::format("{} route {} of {}", what, number, key),
                                std::move(changed));
        }
}

void change_tables(Worlds& worlds, const Topology& world) {
    change_routes(worlds, world, "drop", [](auto& routes, auto route) { routes.erase(route); });
    change_routes(worlds, world, "lose", [](auto& routes, auto route) {
        (void)routes;
        route->state = RouteState::Blackhole;
    });
    change_routes(worlds, world, "lead elsewhere", [](auto& routes, auto route) {
        (void)routes;
        route->target = RouteTarget::NetworkInterface;
    });
    change_routes(worlds, world, "halve", [](auto& routes, auto route) {
        (void)routes;
        if (route->destination)
            route->destination =
                Ipv4Prefix(route->destination->first(), route->destination->length() + 1);
    });
    change_each<RouteTable>(worlds, world, "no subnets of",
                            [](RouteTable& table) { table.subnets = {}; });
    change_each<RouteTable>(worlds, world, "who knows the routes of", [](RouteTable& table) {
        table.routes = Attribute<std::vector<Route>>::unknown();
    });
}

void change_gateways(Worlds& worlds, const Topology& world) {
    change_each<NatGateway>(worlds, world, "private",
                            [](NatGateway& nat) { nat.connectivity = "private"; });
    change_each<NatGateway>(worlds, world, "failed", [](NatGateway& nat) { nat.state = "failed"; });
    change_each<InternetGateway>(worlds, world, "detached",
                                 [](InternetGateway& gateway) { gateway.vpc = {}; });
    change_each<EgressOnlyInternetGateway>(
        worlds, world, "detached", [](EgressOnlyInternetGateway& gateway) { gateway.vpc = {}; });
    change_each<Subnet>(worlds, world, "public", [](Subnet& subnet) {
        subnet.map_public_ip_on_launch =
            subnet.map_public_ip_on_launch.value_or_default(false) != std::optional(true);
    });
    for (const char* mode : {"block-ingress", "block-bidirectional"}) {
        Topology changed = world;
        BlockPublicAccess settings;
        settings.key = "settings";
        settings.mode = mode;
        changed.add(std::move(settings));
        worlds.emplace_back(mode, std::move(changed));
    }
}

void change_peerings(Worlds& worlds, const Topology& world) {
    change_each<VpcPeeringConnection>(worlds, world, "deleted",
                                      [](auto& peering) { peering.state = "deleted"; });
    change_each<VpcPeeringConnection>(worlds, world, "far",
                                      [](auto& peering) { peering.accepter_region = "eu-west-1"; });
    change_each<HostedZone>(worlds, world, "no VPC of",
                            [](HostedZone& zone) { zone.vpcs = std::vector<Reference<Vpc>>{}; });
}

void change_transit(Worlds& worlds, const Topology& world) {
    change_each<TransitGatewayAttachment>(worlds, world, "failed",
                                          [](auto& attachment) { attachment.state = "failed"; });
    change_each<TransitGatewayAttachment>(worlds, world, "no subnets of", [](auto& attachment) {
        attachment.subnets = std::vector<Reference<Subnet>>{};
    });
    change_each<TransitGatewayAttachment>(worlds, world, "fewer subnets of", [](auto& attachment) {
        attachment.subnets.mutable_value().pop_back();
    });
    change_each<TransitGatewayAttachment>(worlds, world, "no references by", [](auto& attachment) {
        attachment.security_group_referencing = false;
    });
    change_each<TransitGatewayRouteTable>(worlds, world, "no associations of", [](auto& table) {
        table.associations = TransitGatewayRouteTable::Attachments{};
    });
    change_each<TransitGatewayRouteTable>(worlds, world, "fewer propagations of", [](auto& table) {
        table.propagations.mutable_value().pop_back();
    });
    change_each<TransitGatewayRouteTable>(worlds, world, "a black hole in", [](auto& table) {
        table.routes.mutable_value().push_back({.destination = block("10.0.0.0/16")});
    });
}

}  // namespace

Worlds changed_ways(const Topology& world) {
    Worlds worlds;
    change_tables(worlds, world);
    change_gateways(worlds, world);
    change_peerings(worlds, world);
    change_transit(worlds, world);
    drop_each<NatGateway>(worlds, world);
    drop_each<VpcPeeringConnection>(worlds, world);
    drop_each<TransitGatewayAttachment>(worlds, world);
    drop_each<InternetGateway>(worlds, world);
    drop_each<HostedZone>(worlds, world);
    return worlds;
}

}  // namespace inland::prove::testing
