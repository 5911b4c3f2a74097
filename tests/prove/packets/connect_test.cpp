// SPDX-License-Identifier: Apache-2.0
#include "prove/packets/connect.h"

#include "tests/prove/private_world.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::prove::testing {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::SizeIs;

constexpr std::string_view api = "10.0.2.50";

/// The private world with the interface that EKS made in subnet b.
topology::Topology observed_world() {
    auto world = private_world();
    topology::NetworkInterface made;
    made.key = "eni-api";
    made.description = "Amazon EKS atlas";
    made.subnet = topology::Reference<topology::Subnet>{"b"};
    made.private_addresses = std::vector{address(api)};
    made.security_groups = std::vector<topology::Reference<topology::SecurityGroup>>{
        {"eks-cluster-sg/atlas"}, {"clients"}};
    world.add(made);
    return world;
}

Connection connect_in(const topology::Topology& world, const Place& from,
                      std::uint16_t port = 443) {
    return connect(Question{world, knowledge::built_in(), office()}, from, address(api), "tcp",
                   port);
}

const Place office_desk = Place::client(address("192.168.0.9"));

TEST(Connect, OpensFromTheConnectedNetworkToTheApi) {
    const Connection connection = connect_in(observed_world(), office_desk);
    EXPECT_EQ(connection.outcome, Outcome::Holds);
    EXPECT_THAT(connection.assumptions, Contains(HasSubstr("firewalls")));
}

TEST(Connect, IsStoppedByTheSecurityGroupAtOtherPorts) {
    const Connection connection = connect_in(observed_world(), office_desk, 22);
    EXPECT_EQ(connection.outcome, Outcome::Fails);
    ASSERT_THAT(connection.causes, SizeIs(1));
    EXPECT_EQ(connection.causes.front().kind, "security-group-ingress");
    EXPECT_THAT(connection.causes.front().detail, HasSubstr("tcp/22 from 192.168.0.9"));
}

TEST(Connect, NeedsTheRouteBack) {
    auto world = observed_world();
    at<topology::RouteTable>(world, "private").propagating_gateways = {};
    const Connection connection = connect_in(world, office_desk);
    EXPECT_EQ(connection.outcome, Outcome::Fails);
    EXPECT_EQ(connection.causes.front().kind, "no-route");
    EXPECT_EQ(connection.causes.front().resource, "route-table/private");
}

TEST(Connect, NeedsTheWholeEphemeralRangeBackThroughTheNetworkAcl) {
    auto world = observed_world();
    topology::NetworkAcl acl;
    acl.key = "acl";
    acl.vpc = topology::Reference<topology::Vpc>{"main"};
    acl.subnets = std::vector<topology::Reference<topology::Subnet>>{{"b"}};
    const auto entry = [](topology::TrafficDirection direction, PortRange ports) {
        return topology::NetworkAclEntry{.direction = direction,
                                         .rule_number = 100,
                                         .action = topology::RuleAction::Allow,
                                         .protocol = 6,
                                         .ports = ports};
    };
    using topology::TrafficDirection;
    acl.entries = std::vector{entry(TrafficDirection::Ingress, {443, 443}),
                              entry(TrafficDirection::Egress, {32768, 60000})};
    world.add(acl);
    const Place node = Place::machine("node", "a", address("10.0.1.9"), {"eks-cluster-sg/atlas"});
    const Connection connection = connect_in(world, node);
    EXPECT_EQ(connection.outcome, Outcome::Fails);
    EXPECT_EQ(connection.causes.front().kind, "nacl-egress");
    EXPECT_THAT(connection.causes.front().detail, HasSubstr("60001-60999"));
    at<topology::NetworkAcl>(world, "acl").entries =
        std::vector{entry(TrafficDirection::Ingress, {443, 443}),
                    entry(TrafficDirection::Egress, {32768, 60999})};
    EXPECT_EQ(connect_in(world, node).outcome, Outcome::Holds);
}

TEST(Connect, FailsFromALaptop) {
    EXPECT_EQ(connect_in(observed_world(), Place::laptop()).outcome, Outcome::Fails);
}

/// By port 53, with the world's networks outside not named in the question.
Connection ask_outside(const topology::Topology& world, std::string_view server) {
    const Place node = Place::machine("node", "a", address("10.0.1.9"), {"eks-cluster-sg/atlas"});
    return connect(Question{world, knowledge::built_in(), {}, {}}, node, address(server), "udp",
                   53);
}

TEST(Connect, LeavesANetworkThatNobodyToldOfToTheRoutes) {
    const auto world = private_world();
    EXPECT_EQ(ask_outside(world, "192.168.0.53").outcome, Outcome::Holds);
    const auto nowhere = ask_outside(world, "172.16.0.53");
    EXPECT_EQ(nowhere.outcome, Outcome::Fails);
    EXPECT_EQ(nowhere.causes.front().kind, "no-route");
}

TEST(Connect, FindsNobodyAtAnAddressWithoutInterface) {
    const auto world = private_world();
    const Connection connection = connect_in(world, office_desk);
    EXPECT_EQ(connection.outcome, Outcome::Fails);
    EXPECT_THAT(connection.causes.front().detail, HasSubstr("nothing has the address"));
}

}  // namespace
}  // namespace inland::prove::testing
