// SPDX-License-Identifier: Apache-2.0
// A class of resources that the source does not tell about is never taken for empty.
#include "tests/prove/private_world.h"

#include <gtest/gtest.h>

namespace inland::prove {
namespace {

using namespace topology;
using testing::outcome_of;
using testing::private_world;
using testing::prove_world;

struct Left {
    std::string_view type;
    std::string_view flow;
};

class WithoutClass : public ::testing::TestWithParam<Left> {};

TEST_P(WithoutClass, LeavesWhatRestsOnItUnknown) {
    auto world = private_world();
    EXPECT_EQ(outcome_of(prove_world(world), GetParam().flow), Outcome::Holds);
    world.missing.emplace_back(GetParam().type);
    const auto verdicts = prove_world(world);
    EXPECT_EQ(outcome_of(verdicts, GetParam().flow), Outcome::Unknown);
    EXPECT_EQ(verdicts.outcome, Outcome::Unknown);
}

INSTANTIATE_TEST_SUITE_P(
    AClass, WithoutClass,
    ::testing::Values(
        Left{Vpc::type, "internet.egress"}, Left{Subnet::type, "node.node"},
        Left{RouteTable::type, "internet.egress"}, Left{NetworkAcl::type, "node.ecr-api"},
        Left{SecurityGroup::type, "node.api-server"}, Left{DhcpOptions::type, "node.dns"},
        Left{VpcEndpoint::type, "node.ec2"}, Left{VpnGateway::type, "client.api-server"},
        Left{AccessEntry::type, "node.identity"}, Left{LaunchTemplate::type, "node.user-data"},
        Left{NodeGroup::type, "node.identity"}, Left{AutoScalingGroup::type, "node.identity"},
        Left{Addon::type, "pod.coredns"}, Left{Addon::type, "internet.egress"}));

TEST(MissingClasses, CountWhereARouteLeadsToThemOnly) {
    auto world = private_world();
    world.missing = {std::string(InternetGateway::type), std::string(NatGateway::type)};
    EXPECT_EQ(outcome_of(prove_world(world), "internet.egress"), Outcome::Holds);
}

TEST(MissingClasses, KeepFailuresThatNothingCanMend) {
    auto world = private_world();
    for (auto& [key, group] : world.all<SecurityGroup>())
        group.ingress = std::vector<SecurityGroupRule>{};
    world.missing = {std::string(DhcpOptions::type)};
    EXPECT_EQ(outcome_of(prove_world(world), "node.ecr-api"), Outcome::Fails);
}

TEST(MissingClasses, LeaveEverythingOpenWhereClustersAreNotTold) {
    Topology world;
    world.missing = {std::string(Cluster::type)};
    EXPECT_EQ(prove_world(world).outcome, Outcome::Unknown);
}

}  // namespace
}  // namespace inland::prove
