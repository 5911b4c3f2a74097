// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/workloads/pods.h"
#include "tests/emulator/machine/private_cluster.h"

#include <gmock/gmock.h>

namespace inland::emulator::testing {
namespace {

using cluster::type_of;
using ::testing::HasSubstr;

json::object last_step(const json::object& machine) {
    const auto& steps = find_array(machine, "steps");
    return steps.empty() ? json::object{} : steps.back().as_object();
}

std::string console_of(PrivateCluster& cluster, const json::object& machine) {
    const auto* instance = cluster.aws.world().store().find(
        {cluster.aws.scope(), std::string(kind::instance), string_or_empty(machine, "id")});
    return instance == nullptr ? "" : string_or_empty(*instance, "_console");
}

TEST(Boot, JoinsWhereEverythingIsThere) {
    PrivateCluster cluster;
    cluster.make_nodes();
    cluster.aws.pass(std::chrono::minutes(5));
    ASSERT_EQ(cluster.machines().size(), 2U);
    for (const auto& machine : cluster.machines()) {
        EXPECT_EQ(find_string(machine, "state"), "joined") << json::serialize(machine);
        EXPECT_THAT(console_of(cluster, machine), HasSubstr("Successfully registered node"));
    }
    EXPECT_EQ(cluster.group_status(), "ACTIVE");
    auto objects = cluster.objects();
    const auto nodes = objects.list(type_of("", "nodes"));
    ASSERT_EQ(nodes.size(), 2U);
    for (const auto* node : nodes) {
        EXPECT_TRUE(cluster::is_ready(*node));
        EXPECT_TRUE(cluster::has_label(*node, "pool", "general"));
        EXPECT_TRUE(cluster::has_label(*node, "eks.amazonaws.com/nodegroup", "general"));
    }
    const auto pods = objects.list(type_of("", "pods"), "kube-system");
    EXPECT_EQ(pods.size(), 6U);
    for (const auto* pod : pods)
        EXPECT_TRUE(cluster::is_ready(*pod)) << json::serialize(*pod);
}

struct Missing {
    std::string endpoint, flow, words;
};

struct BootWithout : ::testing::TestWithParam<Missing> {};

TEST_P(BootWithout, StopsWhereItMustAndJoinsOnceMended) {
    PrivateCluster cluster({GetParam().endpoint});
    cluster.make_nodes(1);
    cluster.aws.pass(std::chrono::minutes(8));
    ASSERT_EQ(cluster.machines().size(), 1U);
    const auto machine = cluster.machines().front();
    const auto step = last_step(machine);
    EXPECT_EQ(find_string(step, "flow"), GetParam().flow) << json::serialize(machine);
    EXPECT_EQ(find_string(step, "state"), "retrying");
    EXPECT_THAT(string_or_empty(step, "detail"), HasSubstr("no-"));
    EXPECT_THAT(console_of(cluster, machine), HasSubstr(GetParam().words));
    cluster.make_endpoint(GetParam().endpoint);
    cluster.aws.pass(std::chrono::minutes(5));
    EXPECT_EQ(find_string(cluster.machines().front(), "state"), "joined")
        << json::serialize(cluster.machines().front());
    EXPECT_EQ(cluster.group_status(), "ACTIVE");
}

INSTANTIATE_TEST_SUITE_P(
    AnEndpoint, BootWithout,
    ::testing::Values(Missing{"ec2", "node.ec2", "DescribeInstances"},
                      Missing{"ecr.api", "node.ecr-api", "no basic auth credentials"},
                      Missing{"ecr.dkr", "node.ecr-dkr", "i/o timeout"},
                      Missing{"s3", "node.s3-layers", "starport-layer-bucket"}),
    [](const auto& missing) {
        auto name = missing.param.endpoint;
        std::erase(name, '.');
        return name;
    });

TEST(Boot, FailsItsGroupAfterFifteenMinutes) {
    PrivateCluster cluster({"ecr.api"});
    cluster.make_nodes(1);
    cluster.aws.pass(std::chrono::minutes(20));
    EXPECT_EQ(cluster.group_status(), "CREATE_FAILED");
    EXPECT_EQ(find_string(cluster.machines().front(), "state"), "failed");
    auto objects = cluster.objects();
    const auto nodes = objects.list(type_of("", "nodes"));
    ASSERT_EQ(nodes.size(), 1U);
    EXPECT_FALSE(cluster::is_ready(*nodes.front()));
}

TEST(Boot, StaysUnreadyWithoutANetworkPlugin) {
    PrivateCluster cluster({"vpc-cni"});
    cluster.make_nodes(1);
    cluster.aws.pass(std::chrono::minutes(20));
    EXPECT_EQ(find_string(last_step(cluster.machines().front()), "flow"), "node.ready");
    EXPECT_EQ(cluster.group_status(), "CREATE_FAILED");
}

TEST(Boot, LeavesNothingInTheClusterWhenTheMachineGoes) {
    PrivateCluster cluster;
    cluster.make_nodes(1);
    cluster.aws.pass(std::chrono::minutes(5));
    const auto id = string_or_empty(cluster.machines().front(), "id");
    cluster.aws.must("ec2", "TerminateInstances", {{"InstanceIds", json::array{id}}});
    cluster.aws.pass(std::chrono::seconds(1));
    auto objects = cluster.objects();
    EXPECT_TRUE(objects.list(type_of("", "nodes")).empty());
    EXPECT_EQ(find_string(cluster.machines().front(), "state"), "terminated");
}

}  // namespace
}  // namespace inland::emulator::testing
