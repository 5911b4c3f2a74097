// SPDX-License-Identifier: Apache-2.0
#include "tests/prove/private_world.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::prove::testing {
namespace {

using ::testing::IsEmpty;

constexpr std::string_view flow = "addon.vpc-cni.ec2";

/// Of a cluster that lives, and that nobody told of the VPC CNI.
topology::Topology living_world() {
    auto world = private_world();
    world.all<topology::Addon>().clear();
    world.all<topology::Cluster>().begin()->second.state = "ACTIVE";
    return world;
}

void forbid_everything(topology::Topology& world) {
    for (auto& [key, role] : world.all<topology::Role>())
        role.managed_policies = std::vector<std::string>{};
}

TEST(NetworkAddon, IsAskedOfALivingClusterWhetherItIsThereOrNot) {
    EXPECT_EQ(outcome_of(prove_world(living_world()), flow), Outcome::Holds);
}

TEST(NetworkAddon, FailsForNobodyWhereItMayNotBe) {
    auto world = living_world();
    forbid_everything(world);
    EXPECT_EQ(outcome_of(prove_world(world), flow), Outcome::Unknown);
}

TEST(NetworkAddon, IsNotAskedOfAPlanThatHasNone) {
    auto world = private_world();
    world.all<topology::Addon>().clear();
    EXPECT_THAT(rows(prove_world(world), flow), IsEmpty());
}

}  // namespace
}  // namespace inland::prove::testing
