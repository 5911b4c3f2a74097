// SPDX-License-Identifier: Apache-2.0
#include "tests/prove/private_world.h"

#include <algorithm>

#include <gtest/gtest.h>

namespace inland::prove::testing {
namespace {

using topology::Topology;

Topology world_starting_with(topology::Attribute<int> desired) {
    auto world = private_world();
    at<topology::NodeGroup>(world, "general").desired = std::move(desired);
    auto names = at<topology::Addon>(world, "vpc-cni");
    names.key = names.name = "coredns";
    names.addon_name = "coredns";
    world.add(std::move(names));
    return world;
}

bool warns(const Topology& world) {
    return std::ranges::any_of(prove_world(world).findings, [](const Finding& finding) {
        return finding.rule == "no-nodes" && finding.severity == Severity::Warning;
    });
}

TEST(EmptyGroups, LeaveAddonsNowhereToRun) {
    EXPECT_TRUE(warns(world_starting_with(0)));
    EXPECT_FALSE(warns(world_starting_with(1)));
    EXPECT_FALSE(warns(world_starting_with(topology::Attribute<int>::unknown())));
}

TEST(EmptyGroups, AreNoMatterWithoutSuchAddonsOrWhereAnotherGroupHasNodes) {
    auto world = world_starting_with(0);
    world.all<topology::Addon>().erase("coredns");
    EXPECT_FALSE(warns(world));
    world = world_starting_with(0);
    auto other = at<topology::NodeGroup>(world, "general");
    other.key = "other";
    other.desired = 2;
    world.add(std::move(other));
    EXPECT_FALSE(warns(world));
}

/// Of a living cluster AWS tells what its groups have now.
TEST(EmptyGroups, AreNotJudgedWhereTheClusterLivesOrTheSourceDoesNotTell) {
    auto world = world_starting_with(0);
    at<topology::Cluster>(world, "atlas").state = "ACTIVE";
    EXPECT_FALSE(warns(world));
    world = world_starting_with(0);
    world.missing.emplace_back(topology::AutoScalingGroup::type);
    EXPECT_FALSE(warns(world));
}

}  // namespace
}  // namespace inland::prove::testing
