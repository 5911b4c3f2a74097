// SPDX-License-Identifier: Apache-2.0
// UpdateNodegroupVersion as EKS carries it out: by eviction, within budgets and within its time.
#include "emulator/cluster/workloads/controllers.h"
#include "emulator/services/members.h"
#include "tests/emulator/machine/private_cluster.h"

#include <algorithm>

#include <gmock/gmock.h>

namespace inland::emulator::testing {
namespace {

using cluster::Objects;

/// A cluster with nodes of a managed group and a Deployment in it.
struct NodeGroupUpdate : ::testing::Test {
    NodeGroupUpdate() {
        world.make_nodes(2);
        world.aws.pass(std::chrono::minutes(8));
    }

    Objects objects() { return {world.aws.world(), {world.aws.scope(), "eks:cluster", "atlas"}}; }

    void deploy(std::int64_t replicas, json::object budget) {
        auto all = objects();
        const json::object labels{{"app", "orders"}};
        all.ensure(
            cluster::type_of("apps", "deployments"),
            {{"metadata", json::object{{"name", "orders"}, {"namespace", "default"}}},
             {"spec", json::object{
                          {"replicas", replicas},
                          {"selector", json::object{{"matchLabels", labels}}},
                          {"template",
                           json::object{{"metadata", json::object{{"labels", labels}}},
                                        {"spec", json::object{{"containers", json::array{}}}}}}}}});
        budget["selector"] = json::object{{"matchLabels", labels}};
        all.ensure(cluster::type_of("policy", "poddisruptionbudgets"),
                   {{"metadata", json::object{{"name", "orders"}, {"namespace", "default"}}},
                    {"spec", std::move(budget)}});
        cluster::reconcile(all);
        world.aws.pass(std::chrono::minutes(1));
    }

    std::int64_t healthy() {
        auto all = objects();
        const auto* budget =
            all.find(cluster::type_of("policy", "poddisruptionbudgets"), "default", "orders");
        return find_int(*budget, "status.currentHealthy").value_or(0);
    }

    std::string update(bool force = false) {
        return string_or_empty(
            world.aws.must(
                "eks", "UpdateNodegroupVersion",
                {{"clusterName", "atlas"}, {"nodegroupName", "general"}, {"force", force}}),
            "update.id");
    }
    json::object described(const std::string& id) {
        return find_object(
            world.aws.must("eks", "DescribeUpdate",
                           {{"name", "atlas"}, {"updateId", id}, {"nodegroupName", "general"}}),
            "update");
    }
    /// Looks at every emulated second.
    std::int64_t fewest_healthy_for(std::chrono::minutes time) {
        auto fewest = healthy();
        for (auto second = std::chrono::seconds(0); second < time; ++second) {
            world.aws.pass(std::chrono::seconds(1));
            fewest = std::min(fewest, healthy());
        }
        return fewest;
    }
    std::set<std::string> nodes() {
        std::set<std::string> names;
        for (const auto* node : objects().list(cluster::type_of("", "nodes")))
            names.insert(cluster::name_of(*node));
        return names;
    }

    PrivateCluster world;
};

TEST_F(NodeGroupUpdate, NeverGoesBelowABudget) {
    deploy(4, {{"minAvailable", 3}});
    ASSERT_EQ(healthy(), 4);
    const auto before = nodes();
    const auto id = update();
    EXPECT_EQ(fewest_healthy_for(std::chrono::minutes(25)), 3);
    EXPECT_EQ(string_or_empty(described(id), "status"), "Successful");
    EXPECT_EQ(nodes().size(), 2U);
    for (const auto& node : nodes())
        EXPECT_FALSE(before.contains(node)) << node;
    EXPECT_EQ(healthy(), 4);
}

TEST_F(NodeGroupUpdate, FailsAfterItsTimeWhereABudgetCannotBeMet) {
    deploy(2, {{"maxUnavailable", 0}});
    const auto before = nodes();
    const auto id = update();
    EXPECT_EQ(fewest_healthy_for(std::chrono::minutes(30)), 2);
    const auto failed = described(id);
    EXPECT_EQ(string_or_empty(failed, "status"), "Failed");
    EXPECT_EQ(string_or_empty(failed, "errors.0.errorCode"), "PodEvictionFailure");
    EXPECT_TRUE(before.contains(string_or_empty(failed, "errors.0.resourceIds.0")));
    EXPECT_EQ(world.group_status(), "ACTIVE");
    for (const auto* node : objects().list(cluster::type_of("", "nodes")))
        EXPECT_FALSE(find_bool(*node, "spec.unschedulable").value_or(false));
}

TEST_F(NodeGroupUpdate, GoesOnWithoutRegardForBudgetsWhenForced) {
    deploy(2, {{"maxUnavailable", 0}});
    const auto id = update(true);
    world.aws.pass(std::chrono::minutes(50));
    EXPECT_EQ(string_or_empty(described(id), "status"), "Successful");
    EXPECT_EQ(nodes().size(), 2U);
}

TEST_F(NodeGroupUpdate, FailsWhereNewNodesDoNotJoinAndKeepsTheOldOnes) {
    const auto before = nodes();
    const auto listed = world.aws.must(
        "ec2", "DescribeVpcEndpoints",
        {{"Filters",
          json::array{json::object{{"Name", "service-name"},
                                   {"Values", json::array{"com.amazonaws.eu-central-1.ec2"}}}}}});
    world.aws.must(
        "ec2", "DeleteVpcEndpoints",
        {{"VpcEndpointIds", json::array{string_or_empty(listed, "VpcEndpoints.0.VpcEndpointId")}}});
    const auto id = update();
    world.aws.pass(std::chrono::minutes(40));
    EXPECT_EQ(string_or_empty(described(id), "errors.0.errorCode"), "NodeCreationFailure");
    EXPECT_EQ(world.group_status(), "DEGRADED");
    EXPECT_EQ(nodes(), before);
}

TEST_F(NodeGroupUpdate, RefusesAVersionThatTheControlPlaneHasNot) {
    EXPECT_EQ(world.aws.code(
                  "eks", "UpdateNodegroupVersion",
                  {{"clusterName", "atlas"}, {"nodegroupName", "general"}, {"version", "1.35"}}),
              "InvalidParameterException");
}

}  // namespace
}  // namespace inland::emulator::testing
