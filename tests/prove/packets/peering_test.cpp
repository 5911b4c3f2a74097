// SPDX-License-Identifier: Apache-2.0
#include "tests/prove/packets/two_vpcs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::prove::testing {
namespace {

using namespace topology;
using ::testing::HasSubstr;

TEST(Peering, LeadsIntoTheOtherVpc) {
    EXPECT_EQ(node_to_hub(peered_vpcs()).outcome, Outcome::Holds);
}

TEST(Peering, IsNeeded) {
    const auto connection = node_to_hub(two_vpcs());
    EXPECT_EQ(connection.outcome, Outcome::Fails);
    EXPECT_EQ(connection.causes.front().kind, "no-route");
}

TEST(Peering, NeedsARouteBack) {
    auto world = peered_vpcs();
    at<RouteTable>(world, "hub").routes = std::vector<Route>{};
    const auto connection = node_to_hub(world);
    EXPECT_EQ(connection.outcome, Outcome::Fails);
    EXPECT_EQ(connection.causes.front().resource, "hub");
}

TEST(Peering, MustBeActive) {
    auto world = peered_vpcs();
    at<VpcPeeringConnection>(world, "pcx").state = "pending-acceptance";
    const auto connection = node_to_hub(world);
    EXPECT_EQ(connection.outcome, Outcome::Fails);
    EXPECT_THAT(connection.causes.front().detail, HasSubstr("pending-acceptance"));
}

TEST(Peering, LosesGroupsBetweenRegions) {
    auto world = peered_vpcs();
    at<VpcPeeringConnection>(world, "pcx").accepter_region = "eu-west-1";
    const auto connection = node_to_hub(world);
    EXPECT_EQ(connection.outcome, Outcome::Fails);
    EXPECT_EQ(connection.causes.front().kind, "security-group-ingress");
}

TEST(Peering, IsUnknownWhenTheSourceDoesNotHoldIt) {
    auto world = peered_vpcs();
    world.all<VpcPeeringConnection>().clear();
    EXPECT_EQ(node_to_hub(world).outcome, Outcome::Unknown);
}

/// The hub's way to the internet is no way for the peer.
TEST(Peering, LeadsNoFurther) {
    auto world = peered_vpcs();
    at<RouteTable>(world, "private")
        .routes.mutable_value()
        .push_back(route_to("0.0.0.0/0", RouteTarget::VpcPeering, "pcx"));
    InternetGateway gateway;
    gateway.key = "igw";
    gateway.vpc = Reference<Vpc>{"hub"};
    world.add(std::move(gateway));
    at<RouteTable>(world, "hub")
        .routes.mutable_value()
        .push_back(route_to("0.0.0.0/0", RouteTarget::InternetGateway, "igw"));
    EXPECT_EQ(outcome_of(prove_world(world), "internet.egress"), Outcome::Holds);
}

/// A gateway endpoint serves its own VPC only.
TEST(Peering, DoesNotReachTheGatewayEndpointOfTheOtherSide) {
    auto world = peered_vpcs();
    auto& endpoint = at<VpcEndpoint>(world, "s3");
    endpoint.vpc = Reference<Vpc>{"hub"};
    endpoint.route_tables = std::vector<Reference<RouteTable>>{{"hub"}};
    at<RouteTable>(world, "private")
        .routes.mutable_value()
        .push_back(route_to("0.0.0.0/0", RouteTarget::VpcPeering, "pcx"));
    EXPECT_EQ(outcome_of(prove_world(world), "node.s3-layers"), Outcome::Fails);
}

}  // namespace
}  // namespace inland::prove::testing
