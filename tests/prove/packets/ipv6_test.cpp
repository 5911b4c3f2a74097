// SPDX-License-Identifier: Apache-2.0
#include "tests/prove/packets/two_vpcs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::prove::testing {
namespace {

using namespace topology;
using ::testing::Contains;

Ipv6Prefix six(std::string_view text) {
    return Ipv6Prefix::parse(text).value();
}

/// The private world with IPv6 blocks, whose subnets give addresses to what starts in them.
Topology dual_world() {
    auto world = private_world();
    at<Vpc>(world, "main").ipv6_cidr_blocks = std::vector{six("2001:db8:0:100::/56")};
    at<Subnet>(world, "a").ipv6_cidr_block = six("2001:db8:0:101::/64");
    at<Subnet>(world, "b").ipv6_cidr_block = six("2001:db8:0:102::/64");
    for (const char* key : {"a", "b"})
        at<Subnet>(world, key).assign_ipv6_on_creation = true;
    return world;
}

void lead_out(Topology& world, RouteTarget target, std::string key) {
    Route route;
    route.ipv6_destination = Ipv6Prefix();
    route.target = target;
    route.target_key = std::move(key);
    at<RouteTable>(world, "private").routes.mutable_value().push_back(std::move(route));
}

template <typename Gateway>
Topology with_gateway(RouteTarget target) {
    auto world = dual_world();
    Gateway gateway;
    gateway.key = "gateway";
    gateway.vpc = Reference<Vpc>{"main"};
    world.add(std::move(gateway));
    lead_out(world, target, "gateway");
    return world;
}

void let_in(Topology& world, SecurityGroupRule rule) {
    SecurityGroup group;
    group.key = "eks-cluster-sg/atlas";
    SecurityGroupRule all;
    all.ipv6_block = Ipv6Prefix();
    group.egress = std::vector{all};
    group.ingress = std::vector{std::move(rule)};
    world.add(std::move(group));
}

SecurityGroupRule from_everybody() {
    SecurityGroupRule rule;
    rule.ipv6_block = Ipv6Prefix();
    return rule;
}

Outcome outcome(const Topology& world, std::string_view flow) {
    return outcome_of(prove_world(world), flow);
}

TEST(Ipv6, HasNoWayOutByItself) {
    EXPECT_EQ(outcome(dual_world(), "internet.egress"), Outcome::Holds);
}

TEST(Ipv6, GetsOutByAnInternetGateway) {
    const auto world = with_gateway<InternetGateway>(RouteTarget::InternetGateway);
    const auto verdicts = prove_world(world);
    EXPECT_EQ(outcome_of(verdicts, "internet.egress"), Outcome::Fails);
    EXPECT_THAT(cause_kinds(verdicts, "internet.egress"), Contains("internet-gateway-route"));
    const auto row = rows(verdicts, "internet.egress").front();
    EXPECT_FALSE(row.witness.value().destination.is_ipv4());
    EXPECT_EQ(outcome_of(verdicts, "internet.ingress"), Outcome::Holds);  // groups stop it
}

TEST(Ipv6, GetsInWhereAGroupNamesEverybodyOfIt) {
    auto world = with_gateway<InternetGateway>(RouteTarget::InternetGateway);
    let_in(world, from_everybody());
    EXPECT_EQ(outcome(world, "internet.ingress"), Outcome::Fails);
}

/// 0.0.0.0/0 is nobody of IPv6, and ::/0 nobody of IPv4.
TEST(Ipv6, IsNotMeantByRulesForIpv4) {
    auto world = with_gateway<InternetGateway>(RouteTarget::InternetGateway);
    let_in(world, {.block = Ipv4Prefix()});
    EXPECT_EQ(outcome(world, "internet.ingress"), Outcome::Holds);
    auto& group = at<SecurityGroup>(world, "eks-cluster-sg/atlas");
    group.egress = std::vector{SecurityGroupRule{.block = Ipv4Prefix()}};
    EXPECT_EQ(outcome(world, "internet.egress"), Outcome::Holds);
}

TEST(Ipv6, GetsOutOnlyByAnEgressOnlyGateway) {
    auto world = with_gateway<EgressOnlyInternetGateway>(RouteTarget::EgressOnlyInternetGateway);
    let_in(world, from_everybody());
    EXPECT_EQ(outcome(world, "internet.egress"), Outcome::Fails);
    EXPECT_EQ(outcome(world, "internet.ingress"), Outcome::Holds);
}

TEST(Ipv6, MayGetOutWhereNobodyKnowsTheBlock) {
    auto world = with_gateway<InternetGateway>(RouteTarget::InternetGateway);
    for (const char* key : {"a", "b"})
        at<Subnet>(world, key).ipv6_cidr_block = Attribute<Ipv6Prefix>::unknown();
    EXPECT_EQ(outcome(world, "internet.egress"), Outcome::Unknown);
}

TEST(Ipv6, IsNobodysWhereSubnetsGiveNoAddresses) {
    auto world = with_gateway<InternetGateway>(RouteTarget::InternetGateway);
    for (const char* key : {"a", "b"})
        at<Subnet>(world, key).assign_ipv6_on_creation = false;
    EXPECT_EQ(outcome(world, "internet.egress"), Outcome::Holds);
}

TEST(Ipv6, PassesNetworkAclsByRulesOfItsOwn) {
    auto world = with_gateway<InternetGateway>(RouteTarget::InternetGateway);
    NetworkAcl acl;
    acl.key = "acl";
    acl.vpc = Reference<Vpc>{"main"};
    acl.subnets = std::vector<Reference<Subnet>>{{"a"}, {"b"}};
    NetworkAclEntry out{.direction = TrafficDirection::Egress, .action = RuleAction::Allow};
    NetworkAclEntry in{.direction = TrafficDirection::Ingress, .action = RuleAction::Allow};
    acl.entries = std::vector{out, in};
    world.add(acl);
    EXPECT_EQ(outcome(world, "internet.egress"), Outcome::Holds);
    out.ipv6_block = Ipv6Prefix();
    at<NetworkAcl>(world, "acl").entries = std::vector{out, in};
    EXPECT_EQ(outcome(world, "internet.egress"), Outcome::Fails);
}

Topology ipv6_cluster() {
    auto world = dual_world();
    at<Cluster>(world, "atlas").ip_family = "ipv6";
    return world;
}

TEST(Ipv6Cluster, JoinsWhereSubnetsHaveBlocks) {
    const auto verdicts = prove_world(ipv6_cluster());
    for (const char* flow :
         {"node.api-server", "node.node", "pod.coredns", "control-plane.kubelet"})
        EXPECT_EQ(outcome_of(verdicts, flow), Outcome::Holds) << flow;
}

TEST(Ipv6Cluster, DoesNotWhereTheyHaveNone) {
    auto world = ipv6_cluster();
    at<Subnet>(world, "b").ipv6_cidr_block = {};
    const auto verdicts = prove_world(world);
    EXPECT_EQ(outcome_of(verdicts, "node.node"), Outcome::Fails);
    EXPECT_EQ(outcome_of(verdicts, "control-plane.kubelet"), Outcome::Fails);
}

TEST(Ipv6Cluster, NeedsGroupsThatAdmitIpv6) {
    auto world = ipv6_cluster();
    let_in(world, {.block = Ipv4Prefix()});
    at<SecurityGroup>(world, "eks-cluster-sg/atlas").egress =
        std::vector{SecurityGroupRule{.block = Ipv4Prefix()}};
    EXPECT_EQ(outcome(world, "node.node"), Outcome::Fails);
}

}  // namespace
}  // namespace inland::prove::testing
