// SPDX-License-Identifier: Apache-2.0
// What the cluster autoscaler may do with the role that EKS Pod Identity gives it, and which groups
// it sees.
#include "tests/prove/private_world.h"
#include "topology/pod_identity_association.h"

#include <algorithm>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::prove::testing {
namespace {

using ::testing::Contains;
using topology::Topology;

constexpr std::string_view flow = "addon.cluster-autoscaler.autoscaling";

/// Actions on groups, bound as the cluster autoscaler's documentation does.
std::string policy(std::string_view tag, std::string_view actions = "*") {
    return fmt::format(
        R"({{"Version":"2012-10-17","Statement":[)"
        R"({{"Effect":"Allow","Action":"autoscaling:Describe*","Resource":"*"}},)"
        R"({{"Effect":"Allow","Action":"autoscaling:{}","Resource":"*","Condition":)"
        R"({{"StringEquals":{{"aws:ResourceTag/k8s.io/cluster-autoscaler/{}":"owned"}}}}}}]}})",
        actions, tag);
}

Topology world_with(const std::string& document) {
    auto world = private_world();
    auto addon = at<topology::Addon>(world, "vpc-cni");
    addon.key = addon.name = "cluster-autoscaler";
    addon.addon_name = "cluster-autoscaler";
    addon.service_account_role = {};
    const auto cluster = addon.cluster;
    world.add(std::move(addon));
    auto endpoint = at<topology::VpcEndpoint>(world, "ec2");
    endpoint.key = endpoint.name = "autoscaling";
    endpoint.service_name = "com.amazonaws.eu-central-1.autoscaling";
    world.add(std::move(endpoint));
    topology::Role role;
    role.key = role.name = "autoscaler";
    role.role_name = "autoscaler";
    role.path = "/";
    role.managed_policies = std::vector<std::string>{};
    role.inline_policies = std::map<std::string, std::string>{{"own", document}};
    world.add(std::move(role));
    topology::PodIdentityAssociation association;
    association.key = association.name = "autoscaler";
    association.cluster = cluster;
    association.namespace_name = "kube-system";
    association.service_account = "cluster-autoscaler";
    association.role = topology::Reference<topology::Role>{"autoscaler"};
    world.add(std::move(association));
    return world;
}

TEST(ClusterAutoscaler, MayChangeTheGroupsOfItsClusterByTheirTags) {
    EXPECT_EQ(outcome_of(prove_world(world_with(policy("atlas"))), flow), Outcome::Holds);
}

TEST(ClusterAutoscaler, MayNotByTheTagsOfAnotherCluster) {
    const auto verdicts = prove_world(world_with(policy("borealis")));
    EXPECT_NE(outcome_of(verdicts, flow), Outcome::Holds);
}

TEST(ClusterAutoscaler, MayNotWhereItsRoleLacksAnAction) {
    const auto verdicts = prove_world(world_with(policy("atlas", "SetDesiredCapacity")));
    EXPECT_EQ(outcome_of(verdicts, flow), Outcome::Fails);
    EXPECT_THAT(cause_kinds(verdicts, flow), Contains("iam-policy"));
}

TEST(ClusterAutoscaler, MayNotWhereTheEndpointsPolicyForbidsIt) {
    auto world = world_with(policy("atlas"));
    at<topology::VpcEndpoint>(world, "autoscaling").policy_document =
        R"({"Statement":[{"Effect":"Allow","Principal":"*","Action":"autoscaling:Describe*",)"
        R"("Resource":"*"}]})";
    const auto verdicts = prove_world(world);
    EXPECT_EQ(outcome_of(verdicts, flow), Outcome::Fails);
    EXPECT_THAT(cause_kinds(verdicts, flow), Contains("endpoint-policy"));
}

/// EKS tells of its own add-ons alone.
TEST(ClusterAutoscaler, IsSeenInALivingClusterByTheRoleOfItsPods) {
    auto world = world_with(policy("atlas", "SetDesiredCapacity"));
    world.all<topology::Addon>().erase("cluster-autoscaler");
    EXPECT_EQ(outcome_of(prove_world(world), flow), Outcome::Fails);
}

bool warns(const Topology& world) {
    return std::ranges::any_of(prove_world(world).findings, [](const Finding& finding) {
        return finding.rule == "not-scaled" && finding.severity == Severity::Warning;
    });
}

TEST(ClusterAutoscaler, DoesNotSeeGroupsWithoutItsTags) {
    auto world = world_with(policy("atlas"));
    topology::AutoScalingGroup group;
    group.key = group.name = "batch";
    group.cluster = world.all<topology::Addon>().begin()->second.cluster;
    group.tags["k8s.io/cluster-autoscaler/enabled"] = "true";
    world.add(group);
    EXPECT_TRUE(warns(world));
    at<topology::AutoScalingGroup>(world, "batch").tags["k8s.io/cluster-autoscaler/atlas"] =
        "owned";
    EXPECT_FALSE(warns(world));
    at<topology::AutoScalingGroup>(world, "batch").tags.clear();
    world.all<topology::Addon>().erase("cluster-autoscaler");
    world.all<topology::PodIdentityAssociation>().clear();
    EXPECT_FALSE(warns(world)) << "nobody looks for them";
}

}  // namespace
}  // namespace inland::prove::testing
