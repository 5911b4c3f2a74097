// SPDX-License-Identifier: Apache-2.0
#include "tests/prove/packets/two_vpcs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::prove::testing {
namespace {

using namespace topology;
using ::testing::HasSubstr;

Outcome never_on_the_internet(const Topology& world) {
    return outcome_of(prove_world(world), "internet.egress");
}

TEST(TransitGateway, LeadsFromOneAttachmentToTheOther) {
    EXPECT_EQ(node_to_hub(attached_vpcs()).outcome, Outcome::Holds);
}

TEST(TransitGateway, ServesTheZonesOfItsAttachmentOnly) {
    const auto connection = node_to_hub(attached_vpcs(), "b");
    EXPECT_EQ(connection.outcome, Outcome::Fails);
    EXPECT_THAT(connection.causes.front().detail, HasSubstr("no subnet in eu-central-1b"));
}

TEST(TransitGateway, NeedsPropagationOfBothSides) {
    auto world = attached_vpcs();
    at<TransitGatewayRouteTable>(world, "tgt").propagations =
        TransitGatewayRouteTable::Attachments{{"hub"}};
    const auto connection = node_to_hub(world);
    EXPECT_EQ(connection.outcome, Outcome::Fails);
    EXPECT_THAT(connection.causes.front().detail, HasSubstr("no route to 10.0.1.9"));
}

TEST(TransitGateway, NeedsAnAssociatedRouteTable) {
    auto world = attached_vpcs();
    at<TransitGatewayRouteTable>(world, "tgt").associations =
        TransitGatewayRouteTable::Attachments{{"hub"}};
    EXPECT_EQ(node_to_hub(world).outcome, Outcome::Fails);
    at<TransitGatewayRouteTable>(world, "tgt").associations =
        Attribute<TransitGatewayRouteTable::Attachments>::unknown();
    EXPECT_EQ(node_to_hub(world).outcome, Outcome::Unknown);
}

TEST(TransitGateway, PrefersStaticRoutesToPropagatedOnes) {
    auto world = attached_vpcs();
    at<TransitGatewayRouteTable>(world, "tgt").routes = std::vector{
        TransitGatewayRoute{.destination = block("10.1.0.0/16"), .state = RouteState::Blackhole}};
    const auto connection = node_to_hub(world);
    EXPECT_EQ(connection.outcome, Outcome::Fails);
    EXPECT_EQ(connection.causes.front().kind, "blackhole-route");
}

TEST(TransitGateway, KeepsGroupsOnlyWhereItSupportsThem) {
    auto world = attached_vpcs();
    at<TransitGateway>(world, "tgw").security_group_referencing = {};
    EXPECT_EQ(node_to_hub(world).outcome, Outcome::Fails);
    at<TransitGateway>(world, "tgw").security_group_referencing = true;
    at<TransitGatewayAttachment>(world, "spoke").security_group_referencing = false;
    EXPECT_EQ(node_to_hub(world).outcome, Outcome::Fails);
}

/// What leaves the attachment's subnet for another one passes its network ACL; what stays in it
/// does not.
TEST(TransitGateway, PassesTheNetworkAclOfItsSubnet) {
    auto world = attached_vpcs();
    NetworkAcl acl;
    acl.key = "acl";
    acl.vpc = Reference<Vpc>{"hub"};
    acl.subnets = std::vector<Reference<Subnet>>{{"hub-tgw"}};
    acl.entries = std::vector<NetworkAclEntry>{};
    world.add(std::move(acl));
    Subnet subnet;
    subnet.key = "hub-tgw";
    subnet.vpc = Reference<Vpc>{"hub"};
    subnet.cidr_block = block("10.1.2.0/24");
    subnet.availability_zone = "eu-central-1a";
    world.add(std::move(subnet));
    EXPECT_EQ(node_to_hub(world).outcome, Outcome::Holds);
    at<TransitGatewayAttachment>(world, "hub").subnets =
        std::vector<Reference<Subnet>>{{"hub-tgw"}};
    const auto connection = node_to_hub(world);
    EXPECT_EQ(connection.outcome, Outcome::Fails);
    EXPECT_EQ(connection.causes.front().resource, "acl");
}

/// A central VPC with a NAT gateway is a way to the internet of all that are attached.
Topology central_egress() {
    auto world = attached_vpcs();
    at<TransitGatewayAttachment>(world, "spoke").subnets =
        std::vector<Reference<Subnet>>{{"a"}, {"b"}};
    at<RouteTable>(world, "private")
        .routes.mutable_value()
        .push_back(route_to("0.0.0.0/0", RouteTarget::TransitGateway, "tgw"));
    at<TransitGatewayRouteTable>(world, "tgt").routes =
        std::vector{TransitGatewayRoute{.destination = block("0.0.0.0/0"), .attachment = "hub"}};
    InternetGateway gateway;
    gateway.key = "igw";
    gateway.vpc = Reference<Vpc>{"hub"};
    world.add(std::move(gateway));
    Subnet subnet;
    subnet.key = "hub-public";
    subnet.vpc = Reference<Vpc>{"hub"};
    subnet.cidr_block = block("10.1.3.0/24");
    subnet.availability_zone = "eu-central-1a";
    world.add(std::move(subnet));
    RouteTable table;
    table.key = "hub-public";
    table.vpc = Reference<Vpc>{"hub"};
    table.subnets = std::vector<Reference<Subnet>>{{"hub-public"}};
    table.routes = std::vector{route_to("0.0.0.0/0", RouteTarget::InternetGateway, "igw"),
                               route_to("10.0.0.0/16", RouteTarget::TransitGateway, "tgw")};
    world.add(std::move(table));
    NatGateway nat;
    nat.key = "nat";
    nat.subnet = Reference<Subnet>{"hub-public"};
    world.add(std::move(nat));
    at<RouteTable>(world, "hub")
        .routes.mutable_value()
        .push_back(route_to("0.0.0.0/0", RouteTarget::NatGateway, "nat"));
    return world;
}

TEST(TransitGateway, LeadsToTheInternetThroughACentralVpc) {
    EXPECT_EQ(never_on_the_internet(attached_vpcs()), Outcome::Holds);
    EXPECT_EQ(never_on_the_internet(central_egress()), Outcome::Fails);
}

TEST(TransitGateway, LeadsBackFromACentralVpcWhereThatOneHasARoute) {
    auto world = central_egress();
    world.all<VpcEndpoint>().erase("ec2");
    EXPECT_EQ(outcome_of(prove_world(world), "node.ec2"), Outcome::Holds);
    at<RouteTable>(world, "hub-public").routes.mutable_value().pop_back();
    EXPECT_EQ(outcome_of(prove_world(world), "node.ec2"), Outcome::Fails);
}

/// An internet gateway knows no public address of other VPCs' interfaces.
TEST(TransitGateway, LeadsToNoInternetGateway) {
    auto world = central_egress();
    auto& routes = at<RouteTable>(world, "hub").routes.mutable_value();
    routes.back() = route_to("0.0.0.0/0", RouteTarget::InternetGateway, "igw");
    EXPECT_EQ(never_on_the_internet(world), Outcome::Holds);
}

TEST(TransitGateway, MayLeadAnywhereWhenTheSourceDoesNotHoldIt) {
    auto world = central_egress();
    world.all<TransitGatewayRouteTable>().clear();
    world.missing.emplace_back(TransitGatewayRouteTable::type);
    EXPECT_EQ(never_on_the_internet(world), Outcome::Unknown);
    world.all<TransitGateway>().clear();
    world.all<TransitGatewayAttachment>().clear();
    EXPECT_EQ(never_on_the_internet(world), Outcome::Unknown);
}

/// Clients behind the gateway: by its routes there, and by its routes back.
Topology with_clients() {
    auto world = attached_vpcs();
    at<TransitGatewayAttachment>(world, "spoke").subnets =
        std::vector<Reference<Subnet>>{{"a"}, {"b"}};
    TransitGatewayAttachment line;
    line.key = "line";
    line.transit_gateway = Reference<TransitGateway>{"tgw"};
    line.kind = "direct-connect-gateway";
    line.state = "available";
    world.add(std::move(line));
    topology::DirectConnectAssociation told;
    told.key = "told";
    told.transit_gateway = Reference<TransitGateway>{"tgw"};
    told.allowed_prefixes = std::vector{block("10.0.0.0/8")};
    world.add(std::move(told));
    auto& table = at<TransitGatewayRouteTable>(world, "tgt");
    table.associations.mutable_value().push_back({"line"});
    table.propagations.mutable_value().push_back({"line"});
    table.routes = std::vector{TransitGatewayRoute{.destination = block("192.168.0.0/16"),
                                                   .attachment = "line",
                                                   .kind = TransitGatewayRouteKind::Propagated}};
    auto& routes = at<RouteTable>(world, "private");
    routes.propagating_gateways = {};
    routes.routes.mutable_value().push_back(
        route_to("192.168.0.0/16", RouteTarget::TransitGateway, "tgw"));
    return world;
}

TEST(TransitGateway, BringsClientsOfDirectConnect) {
    EXPECT_EQ(outcome_of(prove_world(with_clients()), "client.api-server"), Outcome::Holds);
}

TEST(TransitGateway, BringsNoClientsOfDirectConnectWhoAreNotToldTheWay) {
    auto world = with_clients();
    at<topology::DirectConnectAssociation>(world, "told").allowed_prefixes =
        std::vector{block("172.16.0.0/12")};
    EXPECT_EQ(outcome_of(prove_world(world), "client.api-server"), Outcome::Fails);
    world.all<topology::DirectConnectAssociation>().clear();
    EXPECT_EQ(outcome_of(prove_world(world), "client.api-server"), Outcome::Unknown)
        << "whose association it is does not matter: it says what clients are told";
}

TEST(TransitGateway, BringsNoClientsWhereTheirTableDoesNotLeadIn) {
    auto world = with_clients();
    at<TransitGatewayRouteTable>(world, "tgt").propagations =
        TransitGatewayRouteTable::Attachments{{"hub"}, {"line"}};
    EXPECT_EQ(outcome_of(prove_world(world), "client.api-server"), Outcome::Fails);
}

TEST(TransitGateway, BringsNoClientsWithoutARouteBack) {
    auto world = with_clients();
    at<RouteTable>(world, "private").routes.mutable_value().pop_back();
    EXPECT_EQ(outcome_of(prove_world(world), "client.api-server"), Outcome::Fails);
}

}  // namespace
}  // namespace inland::prove::testing
