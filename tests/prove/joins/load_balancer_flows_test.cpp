// SPDX-License-Identifier: Apache-2.0
// Load balancers, as the Elastic Load Balancing User Guides describe them.
#include "tests/prove/private_world.h"
#include "topology/load_balancer.h"
#include "topology/ownership.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::prove::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using topology::LoadBalancer;
using topology::Reference;
using topology::SecurityGroup;
using topology::SecurityGroupRule;
using topology::Topology;
using Ports = std::vector<std::int64_t>;
using Ids = std::vector<std::string>;

void add_group(Topology& world, const std::string& key, std::vector<SecurityGroupRule> ingress) {
    SecurityGroup group;
    group.key = key;
    group.name = "security-group/" + key;
    group.vpc = Reference<topology::Vpc>{"main"};
    group.ingress = std::move(ingress);
    group.egress = std::vector{SecurityGroupRule{.block = Ipv4Prefix()}};
    world.add(std::move(group));
}

SecurityGroupRule web_from(const std::string& text) {
    return {.protocol = 6, .ports = {443, 443}, .block = block(text)};
}

Topology world_with_balancer(const std::string& admits) {
    auto world = private_world();
    add_group(world, "web", {web_from(admits)});
    LoadBalancer balancer;
    balancer.key = balancer.name = "load-balancer/web";
    balancer.kind = "application";
    balancer.scheme = "internal";
    balancer.subnets = std::vector<Reference<topology::Subnet>>{{"a"}, {"b"}};
    balancer.security_groups = std::vector{Reference<SecurityGroup>{"web"}};
    balancer.listener_ports = Ports{443};
    world.add(std::move(balancer));
    return world;
}

LoadBalancer& balancer(Topology& world) {
    return at<LoadBalancer>(world, "load-balancer/web");
}

Verdict row(const Topology& world) {
    const auto found = rows(prove_world(world), "client.load-balancer");
    return found.empty() ? Verdict{} : found.front();
}

TEST(LoadBalancerFlows, AskWhetherClientsReachTheListeners) {
    const auto verdict = row(world_with_balancer("192.168.0.0/16"));
    EXPECT_EQ(verdict.outcome, Outcome::Holds);
    EXPECT_EQ(verdict.from, "vpn 192.168.0.0/16");
    EXPECT_EQ(verdict.to, "load-balancer/web tcp/443");
    const auto closed = row(world_with_balancer("10.0.0.0/16"));
    EXPECT_EQ(closed.outcome, Outcome::Fails);
    EXPECT_EQ(closed.causes.front().kind, "security-group-ingress");
    EXPECT_EQ(closed.causes.front().resource, "security-group/web");
}

TEST(LoadBalancerFlows, AreThereForWhatListensInTheClustersNetworkOnly) {
    auto world = world_with_balancer("192.168.0.0/16");
    balancer(world).listener_ports = {};
    EXPECT_THAT(rows(prove_world(world), "client.load-balancer"), IsEmpty());
    balancer(world).listener_ports = topology::Attribute<Ports>::unknown();
    EXPECT_EQ(row(world).outcome, Outcome::Unknown);
    balancer(world).listener_ports = Ports{443};
    balancer(world).subnets = std::vector{Reference<topology::Subnet>{"elsewhere"}};
    EXPECT_THAT(rows(prove_world(world), "client.load-balancer"), IsEmpty());
}

TEST(LoadBalancerFlows, FollowABalancerToItsTargets) {
    auto world = world_with_balancer("192.168.0.0/16");
    balancer(world).target_ports = Ports{30080};
    balancer(world).target_ids = topology::Attribute<Ids>::unknown();
    EXPECT_EQ(row(world).outcome, Outcome::Fails);  // no node lets the balancer in
    add_group(world, "nodes",
              {{.protocol = 6, .ports = {30080, 30080}, .group = std::string("web")}});
    topology::LaunchTemplate made;
    made.key = "template";
    const Reference<SecurityGroup> own{"nodes"};
    const Reference<SecurityGroup> cluster{topology::cluster_security_group_key("atlas")};
    made.security_groups = std::vector{own, cluster};
    world.add(std::move(made));
    at<topology::NodeGroup>(world, "general").launch_template =
        Reference<topology::LaunchTemplate>{"template"};
    EXPECT_EQ(row(world).outcome, Outcome::Holds);
    balancer(world).target_ids = Ids{"i-1"};
    EXPECT_EQ(row(world).outcome, Outcome::Unknown);
    balancer(world).target_ids = Ids{};
    EXPECT_EQ(row(world).outcome, Outcome::Holds);
}

/// Without groups a network load balancer filters nothing, and its targets see the clients.
TEST(LoadBalancerFlows, OfTheNetworkKeepClientsAddresses) {
    auto world = world_with_balancer("10.0.0.0/16");
    balancer(world).kind = "network";
    balancer(world).security_groups = {};
    EXPECT_EQ(row(world).outcome, Outcome::Holds);
    add_group(world, "nodes", {web_from("10.0.0.0/16")});
    topology::LaunchTemplate made;
    made.key = "template";
    made.security_groups = std::vector{Reference<SecurityGroup>{"nodes"}};
    world.add(std::move(made));
    at<topology::NodeGroup>(world, "general").launch_template =
        Reference<topology::LaunchTemplate>{"template"};
    balancer(world).target_ports = Ports{443};
    balancer(world).target_ids = topology::Attribute<Ids>::unknown();
    EXPECT_EQ(row(world).outcome, Outcome::Unknown);
    at<SecurityGroup>(world, "nodes").ingress =
        std::vector{web_from("10.0.0.0/16"), web_from("192.168.0.0/16")};
    EXPECT_EQ(row(world).outcome, Outcome::Holds);
}

Topology public_world(const std::string& admits) {
    auto world = world_with_balancer(admits);
    balancer(world).scheme = "internet-facing";
    topology::InternetGateway gateway;
    gateway.key = gateway.name = "igw";
    gateway.vpc = Reference<topology::Vpc>{"main"};
    world.add(std::move(gateway));
    at<topology::RouteTable>(world, "private").routes =
        std::vector{topology::Route{.destination = Ipv4Prefix(),
                                    .target = topology::RouteTarget::InternetGateway,
                                    .target_key = "igw"}};
    return world;
}

std::vector<Verdict> open_ways(const Topology& world) {
    auto found = rows(prove_world(world), "internet.ingress");
    std::erase_if(found, [](const Verdict& verdict) {
        return verdict.to != "load-balancer/web tcp/443" || verdict.outcome == Outcome::Holds;
    });
    return found;
}

TEST(LoadBalancerFlows, NeverLeadInFromTheInternet) {
    const auto open = open_ways(public_world("0.0.0.0/0"));
    ASSERT_THAT(open, SizeIs(1));
    EXPECT_EQ(open.front().outcome, Outcome::Fails);
    EXPECT_EQ(open.front().from, "the internet");
    EXPECT_THAT(open.front().causes,
                Contains(::testing::Field(&Cause::resource, "load-balancer/web")));
    ASSERT_TRUE(open.front().witness);
    EXPECT_EQ(open.front().witness->port, 443);
    EXPECT_THAT(open_ways(public_world("10.0.0.0/8")), IsEmpty());
    auto internal = public_world("0.0.0.0/0");
    balancer(internal).scheme = "internal";
    EXPECT_THAT(open_ways(internal), IsEmpty());
    EXPECT_THAT(open_ways(world_with_balancer("0.0.0.0/0")), IsEmpty());
}

TEST(LoadBalancerFlows, AreClosedByMakingTheBalancerInternal) {
    EXPECT_THAT(open_ways(public_world("0.0.0.0/0")).front().repairs,
                Contains(ElementsAre(::testing::HasSubstr("make load-balancer/web internal"))));
}

/// Nobody promised that a cluster with a public API has no public services.
TEST(LoadBalancerFlows, AreNotForbiddenToPublicClusters) {
    auto world = public_world("0.0.0.0/0");
    at<topology::Cluster>(world, "atlas").endpoint_public_access = true;
    EXPECT_THAT(open_ways(world), IsEmpty());
}

}  // namespace
}  // namespace inland::prove::testing
