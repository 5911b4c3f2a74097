// SPDX-License-Identifier: Apache-2.0
// Add-ons that Inland installs pull the copies that it makes, not what they are copies of.
#include "tests/prove/private_world.h"
#include "topology/repository.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::prove::testing {
namespace {

using ::testing::ElementsAre;
using topology::Repository;
using topology::Topology;

Topology with_autoscaler() {
    auto world = private_world();
    topology::Addon addon;
    addon.key = addon.name = "addon/cluster-autoscaler";
    addon.addon_name = "cluster-autoscaler";
    addon.cluster = at<topology::Addon>(world, "vpc-cni").cluster;
    world.add(std::move(addon));
    return world;
}

Topology with_repository() {
    auto world = with_autoscaler();
    Repository repository;
    repository.key = repository.name = "autoscaler";
    repository.repository_name = "registry.k8s.io/autoscaling/cluster-autoscaler";
    world.add(std::move(repository));
    return world;
}

TEST(StagedImages, AreOutOfReachWhereNothingSaysThatTheyAreCopied) {
    EXPECT_THAT(cause_kinds(prove_world(with_autoscaler()), "node.images"),
                ElementsAre("image-not-reachable"));
}

TEST(StagedImages, ComeFromTheAccountsOwnRegistry) {
    EXPECT_EQ(outcome_of(prove_world(with_repository()), "node.images"), Outcome::Holds);
}

TEST(StagedImages, NeedTheRepositoryToLetNodesPull) {
    auto world = with_repository();
    at<Repository>(world, "autoscaler").policy_document =
        R"({"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Principal": "*",
            "Action": "ecr:BatchGetImage"}})";
    EXPECT_THAT(cause_kinds(prove_world(world), "node.images"), ElementsAre("iam-policy"));
}

TEST(StagedImages, NeedARoleThatMayPull) {
    auto world = with_repository();
    auto& role = at<topology::Role>(world, "node");
    role.managed_policies = std::vector<std::string>{};
    EXPECT_EQ(outcome_of(prove_world(world), "node.images"), Outcome::Fails);
}

}  // namespace
}  // namespace inland::prove::testing
