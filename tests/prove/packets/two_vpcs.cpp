// SPDX-License-Identifier: Apache-2.0
#include "tests/prove/packets/two_vpcs.h"

namespace inland::prove::testing {

namespace {

using namespace topology;

constexpr std::string_view node_group = "eks-cluster-sg/atlas";

template <typename R>
R in_hub(std::string key) {
    R made;
    made.key = std::move(key);
    made.vpc = Reference<Vpc>{"hub"};
    return made;
}

void add_hub(Topology& world) {
    Vpc vpc;
    vpc.key = "hub";
    vpc.cidr_block = block("10.1.0.0/16");
    world.add(std::move(vpc));
    auto subnet = in_hub<Subnet>("hub-a");
    subnet.cidr_block = block("10.1.1.0/24");
    subnet.availability_zone = "eu-central-1a";
    world.add(std::move(subnet));
    auto table = in_hub<RouteTable>("hub");
    table.routes = std::vector<Route>{};
    table.subnets = std::vector<Reference<Subnet>>{{"hub-a"}};
    world.add(std::move(table));
    auto group = in_hub<SecurityGroup>("hub-group");
    group.ingress = std::vector{
        SecurityGroupRule{.protocol = 6, .ports = {443, 443}, .group = std::string(node_group)}};
    group.egress = std::vector<SecurityGroupRule>{};
    world.add(std::move(group));
    NetworkInterface card;
    card.key = "hub-card";
    card.subnet = Reference<Subnet>{"hub-a"};
    card.private_addresses = std::vector{address("10.1.1.9")};
    card.security_groups = std::vector<Reference<SecurityGroup>>{{"hub-group"}};
    world.add(std::move(card));
}

void add_routes(Topology& world, RouteTarget target, const std::string& key) {
    at<RouteTable>(world, "private")
        .routes.mutable_value()
        .push_back(route_to("10.1.0.0/16", target, key));
    at<RouteTable>(world, "hub")
        .routes.mutable_value()
        .push_back(route_to("10.0.0.0/16", target, key));
}

void attach(Topology& world, std::string key, std::string vpc, std::string subnet) {
    TransitGatewayAttachment attachment;
    attachment.key = std::move(key);
    attachment.transit_gateway = Reference<TransitGateway>{"tgw"};
    attachment.kind = "vpc";
    attachment.vpc = Reference<Vpc>{std::move(vpc)};
    attachment.subnets = std::vector<Reference<Subnet>>{{std::move(subnet)}};
    attachment.state = "available";
    world.add(std::move(attachment));
}

}  // namespace

Route route_to(std::string_view destination, RouteTarget target, std::string key) {
    Route route;
    route.destination = block(destination);
    route.target = target;
    route.target_key = std::move(key);
    return route;
}

Topology two_vpcs() {
    auto world = private_world();
    add_hub(world);
    return world;
}

Topology peered_vpcs() {
    auto world = two_vpcs();
    VpcPeeringConnection peering;
    peering.key = "pcx";
    peering.requester = Reference<Vpc>{"main"};
    peering.accepter = Reference<Vpc>{"hub"};
    peering.state = "active";
    world.add(std::move(peering));
    add_routes(world, RouteTarget::VpcPeering, "pcx");
    return world;
}

Topology attached_vpcs() {
    auto world = two_vpcs();
    TransitGateway gateway;
    gateway.key = "tgw";
    gateway.security_group_referencing = true;
    world.add(std::move(gateway));
    attach(world, "spoke", "main", "a");
    attach(world, "hub", "hub", "hub-a");
    TransitGatewayRouteTable table;
    table.key = "tgt";
    table.transit_gateway = Reference<TransitGateway>{"tgw"};
    table.associations = TransitGatewayRouteTable::Attachments{{"hub"}, {"spoke"}};
    table.propagations = TransitGatewayRouteTable::Attachments{{"hub"}, {"spoke"}};
    table.routes = std::vector<TransitGatewayRoute>{};
    world.add(std::move(table));
    add_routes(world, RouteTarget::TransitGateway, "tgw");
    return world;
}

Connection node_to_hub(const Topology& world, std::string_view subnet) {
    const auto node =
        Place::machine("node", std::string(subnet),
                       address(subnet == "a" ? "10.0.1.9" : "10.0.2.9"), {std::string(node_group)});
    return connect(Question{world, knowledge::built_in(), office()}, node, address("10.1.1.9"),
                   "tcp", 443);
}

}  // namespace inland::prove::testing
