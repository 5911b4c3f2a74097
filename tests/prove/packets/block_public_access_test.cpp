// SPDX-License-Identifier: Apache-2.0
#include "tests/prove/packets/two_vpcs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::prove::testing {
namespace {

using namespace topology;
using ::testing::Contains;
using ::testing::HasSubstr;

void lead_out(Topology& world, RouteTarget target, std::string key) {
    at<RouteTable>(world, "private")
        .routes.mutable_value()
        .push_back(route_to("0.0.0.0/0", target, std::move(key)));
}

/// Nodes with public addresses behind an internet gateway, and groups that let everybody in.
Topology public_world() {
    auto world = private_world();
    InternetGateway gateway;
    gateway.key = "igw";
    gateway.vpc = Reference<Vpc>{"main"};
    world.add(std::move(gateway));
    lead_out(world, RouteTarget::InternetGateway, "igw");
    SecurityGroup open;
    open.key = "eks-cluster-sg/atlas";
    open.ingress = std::vector{SecurityGroupRule{.block = Ipv4Prefix()}};
    open.egress = open.ingress;
    world.add(std::move(open));
    for (const char* key : {"a", "b"})
        at<Subnet>(world, key).map_public_ip_on_launch = true;
    return world;
}

/// Nodes behind a NAT gateway in a public subnet.
Topology nat_world() {
    auto world = public_world();
    for (const char* key : {"a", "b"})
        at<Subnet>(world, key).map_public_ip_on_launch = false;
    Subnet subnet;
    subnet.key = "public";
    subnet.vpc = Reference<Vpc>{"main"};
    subnet.cidr_block = block("10.0.9.0/24");
    world.add(std::move(subnet));
    RouteTable table;
    table.key = "public";
    table.vpc = Reference<Vpc>{"main"};
    table.subnets = std::vector<Reference<Subnet>>{{"public"}};
    table.routes = std::vector{route_to("0.0.0.0/0", RouteTarget::InternetGateway, "igw")};
    world.add(std::move(table));
    NatGateway nat;
    nat.key = "nat";
    nat.subnet = Reference<Subnet>{"public"};
    world.add(std::move(nat));
    at<RouteTable>(world, "private").routes.mutable_value().clear();
    lead_out(world, RouteTarget::NatGateway, "nat");
    return world;
}

void block(Topology& world, const char* mode) {
    BlockPublicAccess settings;
    settings.key = "settings";
    settings.mode = mode;
    world.add(std::move(settings));
}

void spare(Topology& world, const char* subnet, const char* mode) {
    BlockPublicAccessExclusion exclusion;
    exclusion.key = std::string("spare ") + subnet;
    exclusion.subnet = Reference<Subnet>{subnet};
    exclusion.mode = mode;
    world.add(std::move(exclusion));
}

struct Ways {
    Outcome out, in;
    bool operator==(const Ways&) const = default;
};
void PrintTo(const Ways& ways, std::ostream* stream) {
    *stream << "out " << outcome_name(ways.out) << ", in " << outcome_name(ways.in);
}

/// Whether nothing gets out, and nothing in.
Ways ways_of(const Topology& world) {
    const auto verdicts = prove_world(world);
    return {outcome_of(verdicts, "internet.egress"), outcome_of(verdicts, "internet.ingress")};
}

constexpr Ways both_open{Outcome::Fails, Outcome::Fails};
constexpr Ways both_closed{Outcome::Holds, Outcome::Holds};
constexpr Ways only_out{Outcome::Fails, Outcome::Holds};

TEST(BlockPublicAccess, IsOffUnlessTheSourceSaysOtherwise) {
    EXPECT_EQ(ways_of(public_world()), both_open);
    auto world = public_world();
    block(world, "off");
    EXPECT_EQ(ways_of(world), both_open);
}

TEST(BlockPublicAccess, StopsBothWays) {
    auto world = public_world();
    block(world, "block-bidirectional");
    EXPECT_EQ(ways_of(world), both_closed);
}

/// What has a public address of its own gets out no more either (VPC User Guide).
TEST(BlockPublicAccess, OfIngressStopsBothWaysOfAnInternetGateway) {
    auto world = public_world();
    block(world, "block-ingress");
    EXPECT_EQ(ways_of(world), both_closed);
}

TEST(BlockPublicAccess, OfIngressLetsNatGatewaysOut) {
    auto world = nat_world();
    block(world, "block-ingress");
    EXPECT_EQ(ways_of(world), only_out);
    block(world, "block-bidirectional");
    EXPECT_EQ(ways_of(world), both_closed);
}

TEST(BlockPublicAccess, SparesWhatIsExcluded) {
    auto world = public_world();
    block(world, "block-bidirectional");
    spare(world, "a", "allow-egress");
    spare(world, "b", "allow-egress");
    EXPECT_EQ(ways_of(world), only_out);
    spare(world, "a", "allow-bidirectional");
    EXPECT_EQ(ways_of(world), both_open);
}

TEST(BlockPublicAccess, IsUnknownForNatGatewaysWhenOneSideIsExcluded) {
    auto world = nat_world();
    block(world, "block-bidirectional");
    spare(world, "public", "allow-egress");
    EXPECT_EQ(ways_of(world).out, Outcome::Unknown);
    spare(world, "a", "allow-egress");
    EXPECT_EQ(ways_of(world).out, Outcome::Fails);
}

TEST(BlockPublicAccess, IsUnknownWhenItsModeIs) {
    auto world = public_world();
    block(world, "block-bidirectional");
    at<BlockPublicAccess>(world, "settings").mode = Attribute<std::string>::unknown();
    EXPECT_EQ(ways_of(world), (Ways{Outcome::Unknown, Outcome::Unknown}));
}

TEST(BlockPublicAccess, IsNamedWhereItStopsWhatMustPass) {
    auto world = public_world();
    world.all<VpcEndpoint>().erase("ec2");
    const auto open = rows(prove_world(world), "node.ec2");
    EXPECT_EQ(open.front().outcome, Outcome::Holds);
    EXPECT_THAT(open.front().assumptions, Contains(HasSubstr("Block Public Access is off")));
    block(world, "block-bidirectional");
    EXPECT_THAT(cause_kinds(prove_world(world), "node.ec2"), Contains("block-public-access"));
}

}  // namespace
}  // namespace inland::prove::testing
