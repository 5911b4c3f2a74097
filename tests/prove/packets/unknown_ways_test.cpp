// SPDX-License-Identifier: Apache-2.0
// What a source leaves out of the ways between networks is never taken for nothing.
#include "tests/prove/packets/two_vpcs.h"

#include <gtest/gtest.h>

namespace inland::prove::testing {
namespace {

using namespace topology;

TEST(UnknownWays, OfOneVpnConnectionStayUnknownBesideOneThatIsKnown) {
    auto world = private_world();
    auto connection = at<VpnConnection>(world, "vpn");
    connection.key = "another";  // read before the other
    connection.static_routes = Attribute<std::vector<Ipv4Prefix>>::unknown();
    world.add(std::move(connection));
    const auto node = Place::machine("node", "a", address("10.0.1.9"), {"eks-cluster-sg/atlas"});
    const auto found = connect(Question{world, knowledge::built_in(), {}}, node,
                               address("172.16.0.9"), "tcp", 443);
    EXPECT_EQ(found.outcome, Outcome::Unknown);
}

TEST(UnknownWays, AreThoseOfAnAttachmentWithoutSubnets) {
    auto world = attached_vpcs();
    ASSERT_EQ(node_to_hub(world).outcome, Outcome::Holds);
    at<TransitGatewayAttachment>(world, "hub").subnets = std::vector<Reference<Subnet>>{};
    EXPECT_NE(node_to_hub(world).outcome, Outcome::Holds);
}

TEST(UnknownWays, SubnetsMayUseATableOfWhichNobodySaysWhoDoes) {
    auto world = private_world();
    auto& table = at<topology::RouteTable>(world, "private");
    table.subnets = decltype(table.subnets)::unknown({});
    const auto verdicts = prove_world(world);
    EXPECT_EQ(outcome_of(verdicts, "node.s3-layers"), Outcome::Unknown);
    // Inside the VPC all tables lead alike.
    EXPECT_EQ(outcome_of(verdicts, "node.ecr-api"), Outcome::Holds);
}

}  // namespace
}  // namespace inland::prove::testing
