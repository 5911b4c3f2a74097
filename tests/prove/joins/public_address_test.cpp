// SPDX-License-Identifier: Apache-2.0
// Public addresses that launch templates give, whatever the subnets say.
#include "tests/prove/packets/two_vpcs.h"

#include <gtest/gtest.h>

namespace inland::prove::testing {
namespace {

using namespace topology;

/// Nodes behind an internet gateway, in groups that let everybody in, and a launch template.
Topology open_world(bool mapped_by_subnets, Attribute<bool> by_template) {
    auto world = private_world();
    InternetGateway gateway;
    gateway.key = "igw";
    gateway.vpc = Reference<Vpc>{"main"};
    world.add(std::move(gateway));
    at<RouteTable>(world, "private")
        .routes.mutable_value()
        .push_back(route_to("0.0.0.0/0", RouteTarget::InternetGateway, "igw"));
    SecurityGroup open;
    open.key = "eks-cluster-sg/atlas";
    open.ingress = std::vector{SecurityGroupRule{.block = Ipv4Prefix()}};
    open.egress = open.ingress;
    world.add(std::move(open));
    for (const char* key : {"a", "b"})
        at<Subnet>(world, key).map_public_ip_on_launch = mapped_by_subnets;
    LaunchTemplate made;
    made.key = "template";
    made.public_addresses = std::move(by_template);
    world.add(std::move(made));
    for (auto& [key, group] : world.all<NodeGroup>())
        group.launch_template = Reference<LaunchTemplate>{"template"};
    return world;
}

Outcome ingress_of(const Topology& world) {
    return outcome_of(prove_world(world), "internet.ingress");
}

TEST(PublicAddress, IsAsTheLaunchTemplateSays) {
    EXPECT_EQ(ingress_of(open_world(false, true)), Outcome::Fails);
    EXPECT_EQ(ingress_of(open_world(true, false)), Outcome::Holds);
}

TEST(PublicAddress, IsAsTheSubnetSaysWhereTheTemplateDoesNot) {
    EXPECT_EQ(ingress_of(open_world(false, {})), Outcome::Holds);
    EXPECT_EQ(ingress_of(open_world(true, {})), Outcome::Fails);
}

TEST(PublicAddress, IsUnknownWhereTheTemplateIs) {
    EXPECT_EQ(ingress_of(open_world(false, Attribute<bool>::unknown())), Outcome::Unknown);
    auto world = open_world(false, {});
    world.all<LaunchTemplate>().clear();
    EXPECT_EQ(ingress_of(world), Outcome::Unknown);
}

}  // namespace
}  // namespace inland::prove::testing
