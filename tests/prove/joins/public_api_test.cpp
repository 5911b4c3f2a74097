// SPDX-License-Identifier: Apache-2.0
// Whom the public side of the Kubernetes API admits: nodes by the addresses they come from, and
// people of connected networks where the spec asks for it.
#include "prove/machine_flow.h"
#include "tests/prove/packets/two_vpcs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::prove::testing {
namespace {

using namespace topology;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

using Blocks = std::vector<std::string>;

Topology public_world(Blocks blocks, RouteTarget target, std::string way) {
    auto world = private_world();
    auto& cluster = at<Cluster>(world, "atlas");
    cluster.endpoint_public_access = true;
    cluster.endpoint_private_access = false;
    cluster.public_access_cidrs = std::move(blocks);
    InternetGateway gateway;
    gateway.key = "igw";
    gateway.vpc = Reference<Vpc>{"main"};
    world.add(std::move(gateway));
    at<RouteTable>(world, "private")
        .routes.mutable_value()
        .push_back(route_to("0.0.0.0/0", target, std::move(way)));
    return world;
}

/// Nodes with public addresses behind an internet gateway.
Topology public_nodes(Blocks blocks) {
    auto world = public_world(std::move(blocks), RouteTarget::InternetGateway, "igw");
    for (const char* key : {"a", "b"})
        at<Subnet>(world, key).map_public_ip_on_launch = true;
    return world;
}

/// Nodes behind a NAT gateway whose address AWS has not chosen yet.
Topology nodes_behind_nat(Blocks blocks) {
    auto world = public_world(std::move(blocks), RouteTarget::NatGateway, "nat");
    Subnet outside;
    outside.key = "outside";
    outside.vpc = Reference<Vpc>{"main"};
    outside.cidr_block = block("10.0.9.0/24");
    outside.availability_zone = "eu-central-1a";
    world.add(std::move(outside));
    RouteTable table;
    table.key = "outside";
    table.vpc = Reference<Vpc>{"main"};
    table.routes = std::vector{route_to("0.0.0.0/0", RouteTarget::InternetGateway, "igw")};
    table.subnets = std::vector<Reference<Subnet>>{{"outside"}};
    world.add(std::move(table));
    NatGateway nat;
    nat.key = "nat";
    nat.subnet = Reference<Subnet>{"outside"};
    nat.address = Reference<Address>{"address/nat"};
    world.add(std::move(nat));
    return world;
}

Outcome api_of(const Topology& world) {
    return outcome_of(prove_world(world), "node.api-server");
}

Blocks causes_of(const Topology& world) {
    return cause_kinds(prove_world(world), "node.api-server");
}

TEST(PublicApi, TakesPublicNodesWhenItIsOpenToEverybody) {
    EXPECT_EQ(api_of(public_nodes({"0.0.0.0/0"})), Outcome::Holds);
}

TEST(PublicApi, RefusesPublicNodesWhoseAddressesNobodyKnowsBeforehand) {
    EXPECT_THAT(causes_of(public_nodes({"192.0.2.0/24"})), ElementsAre("api-public-cidrs"));
}

TEST(PublicApi, OffersThePrivateSideToNodesThatItDoesNotAdmit) {
    const auto verdicts = prove_world(public_nodes({"192.0.2.0/24"}));
    for (const Verdict& verdict : rows(verdicts, "node.api-server"))
        EXPECT_THAT(verdict.repairs,
                    ElementsAre(ElementsAre(HasSubstr("turn on the private access of"))));
}

TEST(PublicApi, RefusesNatGatewaysThatItDoesNotAdmit) {
    EXPECT_THAT(causes_of(nodes_behind_nat({"192.0.2.0/24"})), ElementsAre("api-public-cidrs"));
}

TEST(PublicApi, AdmitsTheNatGatewaysThatTheDesignAdds) {
    auto world = nodes_behind_nat({"192.0.2.0/24"});
    at<Cluster>(world, "atlas").public_access_addresses =
        std::vector<Reference<Address>>{{"address/nat"}};
    EXPECT_EQ(api_of(world), Outcome::Holds);
}

TEST(PublicApi, IsNotReachedWithoutAWayOut) {
    auto world = public_nodes({"0.0.0.0/0"});
    at<RouteTable>(world, "private").routes = std::vector<Route>{};
    EXPECT_THAT(causes_of(world), ElementsAre("api-private-access-off", "no-route"));
}

/// A machine that runs, with the public address that AWS gave it.
Outcome machine_outcome(const Topology& world) {
    const MachinePlace machine{.name = "i-1",
                               .cluster = "atlas",
                               .subnet = "a",
                               .address = address("10.0.1.7"),
                               .security_groups = {"eks-cluster-sg/atlas"}};
    return prove_machine_flow({world, knowledge::built_in(), {}}, machine, "node.api-server")
        .outcome;
}

TEST(PublicApi, AdmitsAMachineByItsOwnAddress) {
    auto world = public_nodes({"192.0.2.0/24"});
    NetworkInterface own;
    own.key = "eni-1";
    own.subnet = Reference<Subnet>{"a"};
    own.private_addresses = std::vector{address("10.0.1.7")};
    own.public_address = "192.0.2.77";
    world.add(own);
    EXPECT_EQ(machine_outcome(world), Outcome::Holds);
    own.public_address = "198.51.100.7";
    world.add(own);
    EXPECT_EQ(machine_outcome(world), Outcome::Fails);
    own.public_address = {};
    world.add(own);
    EXPECT_EQ(machine_outcome(world), Outcome::Fails);
}

Verdicts proven_with(const Topology& world, Wish public_api) {
    Question question{world, knowledge::built_in(), office()};
    question.wishes.public_api = public_api;
    return prove(question);
}

TEST(PublicApi, IsWhereClientsComeWhenTheSpecAsksForIt) {
    auto world = private_world();
    at<Cluster>(world, "atlas").endpoint_public_access = true;
    at<Cluster>(world, "atlas").public_access_cidrs = Blocks{"192.0.2.0/24"};
    const auto wanted = proven_with(world, Wish::Wanted);
    EXPECT_EQ(outcome_of(wanted, "client.api-name"), Outcome::Holds);
    const auto server = rows(wanted, "client.api-server").at(0);
    EXPECT_EQ(server.outcome, Outcome::Holds);
    EXPECT_THAT(server.assumptions, Contains(HasSubstr("that publicAccessCidrs hold")));

    const auto unasked = proven_with(world, Wish::Forbidden);
    EXPECT_EQ(outcome_of(unasked, "client.api-name"), Outcome::Fails);
    EXPECT_THAT(cause_kinds(unasked, "internet.ingress"), Contains("public-access-on"));
}

}  // namespace
}  // namespace inland::prove::testing
