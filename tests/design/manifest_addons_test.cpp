// SPDX-License-Identifier: Apache-2.0
#include "core/json.h"
#include "design/design.h"
#include "tests/design/example.h"
#include "topology/ownership.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::design {
namespace {

using testing::design_of;
using ::testing::HasSubstr;
using testing::with;

constexpr std::string_view addons_line = "addons: [vpc-cni, coredns, kube-proxy]";

Design with_autoscaler() {
    return design_of(with(addons_line,
                          "addons: [vpc-cni, coredns, kube-proxy, eks-pod-identity-agent, "
                          "cluster-autoscaler]"));
}

TEST(ManifestAddons, HaveARoleThatOnlyTheirPodsGet) {
    const auto result = with_autoscaler();
    const auto* role = result.topology.find<topology::Role>("role/cluster-autoscaler");
    ASSERT_NE(role, nullptr);
    EXPECT_TRUE(topology::is_owned(*role, "atlas"));
    const auto trust = parse_json(role->assume_role_policy.value());
    EXPECT_EQ(string_or_empty(find_array(*trust, "Statement").at(0), "Principal.Service"),
              "pods.eks.amazonaws.com");
    EXPECT_THAT(role->inline_policies.value().at("cluster-autoscaler"),
                HasSubstr("autoscaling:SetDesiredCapacity"));

    const auto* association = result.topology.find<topology::PodIdentityAssociation>(
        "pod-identity-association/cluster-autoscaler");
    ASSERT_NE(association, nullptr);
    EXPECT_EQ(association->namespace_name.value(), "kube-system");
    EXPECT_EQ(association->service_account.value(), "cluster-autoscaler");
    EXPECT_EQ(association->role.value().key, "role/cluster-autoscaler");
}

/// EKS User Guide, Cluster Autoscaler: it changes groups with the cluster's tags and no others.
TEST(ManifestAddons, MayChangeOnlyTheGroupsOfTheirCluster) {
    const auto result = with_autoscaler();
    const auto* role = result.topology.find<topology::Role>("role/cluster-autoscaler");
    ASSERT_NE(role, nullptr);
    const auto policy = parse_json(role->inline_policies.value().at("cluster-autoscaler"));
    for (const auto& statement : find_array(*policy, "Statement")) {
        const bool changes = json::serialize(statement).contains("SetDesiredCapacity");
        const json::object owned{{"aws:ResourceTag/k8s.io/cluster-autoscaler/atlas", "owned"},
                                 {"aws:ResourceTag/k8s.io/cluster-autoscaler/enabled", "true"}};
        EXPECT_EQ(find_object(statement, "Condition.StringEquals"),
                  changes ? owned : json::object());
    }
    EXPECT_EQ(find_array(*policy, "Statement").size(), 2U);
}

TEST(ManifestAddons, HaveTheEndpointsThatTheyCall) {
    const auto result = with_autoscaler();
    for (const auto* service : {"autoscaling", "ec2", "eks", "eks-auth"})
        EXPECT_NE(
            result.topology.find<topology::VpcEndpoint>(fmt::format("vpc-endpoint/{}", service)),
            nullptr)
            << service;
}

/// EKS knows nothing of them, and repositories are every cluster's of the account.
TEST(ManifestAddons, AndTheirRepositoriesAreNobodysInAws) {
    const auto result = with_autoscaler();
    const auto* addon = result.topology.find<topology::Addon>("addon/cluster-autoscaler");
    ASSERT_NE(addon, nullptr);
    EXPECT_FALSE(topology::is_owned(*addon, "atlas"));
    const auto* repository = result.topology.find<topology::Repository>(
        "repository/registry.k8s.io/autoscaling/cluster-autoscaler");
    ASSERT_NE(repository, nullptr);
    EXPECT_FALSE(topology::is_owned(*repository, "atlas"));
}

TEST(ManifestAddons, AreRefusedWithoutTheAgentThatTheirPodsAsk) {
    const auto result =
        design_of(with(addons_line, "addons: [vpc-cni, coredns, kube-proxy, cluster-autoscaler]"));
    ASSERT_EQ(result.diagnostics.items().size(), 1U);
    const auto& item = result.diagnostics.items().front();
    EXPECT_EQ(item.rule, "addon-needs-addon");
    EXPECT_THAT(item.remedy, HasSubstr("eks-pod-identity-agent"));
}

Design with_controllers() {
    return design_of(with(addons_line,
                          "addons: [vpc-cni, coredns, kube-proxy, eks-pod-identity-agent, "
                          "ingress-nginx, aws-load-balancer-controller]"));
}

TEST(ManifestAddons, AreToldByTheClustersTags) {
    const auto result = with_controllers();
    const auto* cluster = result.topology.find<topology::Cluster>("cluster/atlas");
    ASSERT_NE(cluster, nullptr);
    EXPECT_TRUE(cluster->tags.contains("inland.dev/addon/ingress-nginx"));
    EXPECT_TRUE(cluster->tags.contains("inland.dev/addon/aws-load-balancer-controller"));
    EXPECT_FALSE(cluster->tags.contains("inland.dev/addon/coredns"));
    EXPECT_NE(result.topology.find<topology::VpcEndpoint>("vpc-endpoint/elasticloadbalancing"),
              nullptr);
}

TEST(ManifestAddons, ThatNobodyMaintainsAreDesignedWithAWarning) {
    const auto result = with_controllers();
    EXPECT_FALSE(result.diagnostics.has_errors());
    ASSERT_EQ(result.diagnostics.items().size(), 1U);
    const auto& item = result.diagnostics.items().front();
    EXPECT_EQ(item.rule, "ingress-nginx-retired");
    EXPECT_THAT(item.detail, HasSubstr("no further releases since 2026-03"));
}

}  // namespace
}  // namespace inland::design
