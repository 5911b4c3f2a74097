// SPDX-License-Identifier: Apache-2.0
#include "deploy/drivers/drivers.h"
#include "tests/deploy/fake_aws.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::deploy {
namespace {

using testing::DriverRun;
using ::testing::HasSubstr;
using testing::owned;

topology::Cluster cluster() {
    auto desired = owned<topology::Cluster>("cluster/atlas", "atlas");
    desired.cluster_name = "atlas";
    desired.version = "1.34";
    desired.role = topology::Reference<topology::Role>{"role/cluster"};
    desired.subnets = std::vector<topology::Reference<topology::Subnet>>{{"subnet/private-a"}};
    desired.endpoint_public_access = false;
    desired.endpoint_private_access = true;
    desired.logging = std::vector<std::string>{"api"};
    return desired;
}

const char* const role_answer =
    R"({"Role": {"RoleName": "c", "Path": "/inland/atlas/", "RoleId": "AROA1",
        "Arn": "arn:aws:iam::123456789012:role/inland/atlas/c",
        "CreateDate": "2026-11-22T00:00:00Z"}})";

TEST(ClusterDriver, AsksForAPrivateApiFromItsFirstSecond) {
    DriverRun run;
    run.context.bind("subnet", "subnet/private-a", "subnet-1");
    run.aws.on("GetRole", role_answer).on("CreateCluster", R"({"cluster": {"name": "atlas"}})");
    const auto made = operations<topology::Cluster>().create(run.context, cluster());
    ASSERT_TRUE(made) << made.error().message;
    const auto inputs = run.aws.inputs_of("CreateCluster");
    ASSERT_EQ(inputs.size(), 1U);
    EXPECT_EQ(find_bool(inputs[0], "resourcesVpcConfig.endpointPublicAccess"), false);
    EXPECT_EQ(find_string(inputs[0], "resourcesVpcConfig.subnetIds.0"), "subnet-1");
    EXPECT_EQ(find_string(inputs[0], "roleArn"), "arn:aws:iam::123456789012:role/inland/atlas/c");
    EXPECT_EQ(string_or_empty(inputs[0], "clientRequestToken"),
              run.context.client_token("cluster", "cluster/atlas"));
}

TEST(ClusterDriver, BearsWithARoleThatEksDoesNotSeeYet) {
    DriverRun run;
    int tries = 0;
    run.aws.on("GetRole", role_answer)
        .on("CreateCluster", [&](const json::object&) -> Result<json::object> {
            if (++tries < 4) {
                return failure(
                    ErrorKind::InvalidInput,
                    "Role with arn: arn:aws:iam::123456789012:role/inland/atlas/c, could "
                    "not be assumed because it does not exist",
                    "InvalidParameterException", 400);
            }
            return json::object{{"cluster", json::object{{"name", "atlas"}}}};
        });
    EXPECT_TRUE(operations<topology::Cluster>().create(run.context, cluster()));
    EXPECT_EQ(tries, 4);
}

TEST(ClusterDriver, GivesUpOnARoleThatNeverAppears) {
    DriverRun run;
    run.aws.on("GetRole", role_answer)
        .refuse("CreateCluster", {ErrorKind::InvalidInput, "Role could not be assumed",
                                  "InvalidParameterException", 400});
    const auto began = run.clock.now();
    const auto made = operations<topology::Cluster>().create(run.context, cluster());
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, "InvalidParameterException");
    EXPECT_LE(run.clock.now() - began, std::chrono::minutes(3));
}

TEST(ClusterDriver, LearnsTheGroupThatEksMade) {
    DriverRun run;
    run.aws.on("DescribeCluster", R"({"cluster": {"name": "atlas", "status": "ACTIVE",
        "resourcesVpcConfig": {"clusterSecurityGroupId": "sg-9"}}})");
    const auto desired = cluster();
    const std::vector<const topology::Cluster*> all = {&desired};
    const auto answers = operations<topology::Cluster>().ready(run.context, all);
    ASSERT_TRUE(answers) << answers.error().message;
    EXPECT_TRUE(std::holds_alternative<Ready>(answers->front()));
    EXPECT_EQ(run.context.id_of("security-group", "eks-cluster-sg/atlas"), "sg-9");
}

TEST(ClusterDriver, RefusesAClusterOfTheSameNameThatIsSomebodyElses) {
    DriverRun run;
    run.aws.on("GetRole", role_answer)
        .refuse("CreateCluster", {ErrorKind::InUse, "Cluster already exists with name: atlas",
                                  "ResourceInUseException", 409})
        .on("DescribeCluster", R"({"cluster": {"name": "atlas", "tags": {}}})");
    const auto made = operations<topology::Cluster>().create(run.context, cluster());
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, "ResourceInUseException");
}

TEST(ClusterDriver, UpdatesAndWaitsUntilEksHasCarriedItOut) {
    DriverRun run;
    int looks = 0;
    run.aws.on("UpdateClusterConfig", R"({"update": {"id": "u-1", "status": "InProgress"}})")
        .on("DescribeUpdate", [&](const json::object&) -> Result<json::object> {
            const auto* status = ++looks < 3 ? "InProgress" : "Successful";
            return json::object{{"update", json::object{{"id", "u-1"}, {"status", status}}}};
        });
    auto observed = cluster();
    observed.logging = std::vector<std::string>{};
    auto desired = cluster();
    ASSERT_TRUE(operations<topology::Cluster>().attach(run.context, desired, &observed));
    EXPECT_EQ(looks, 3);
    const auto inputs = run.aws.inputs_of("UpdateClusterConfig");
    ASSERT_EQ(inputs.size(), 1U);
    EXPECT_EQ(find_string(inputs[0], "logging.clusterLogging.0.types.0"), "api");
}

topology::NodeGroup node_group() {
    auto group = owned<topology::NodeGroup>("node-group/general", "general");
    group.cluster = topology::Reference<topology::Cluster>{"atlas"};
    group.node_group_name = "general";
    group.minimum = 2;
    group.desired = 3;
    group.maximum = 6;
    return group;
}

TEST(NodeGroupDriver, SaysInEksWordsWhyItFailed) {
    DriverRun run;
    run.aws.on("DescribeNodegroup", R"({"nodegroup": {"nodegroupName": "general",
        "status": "CREATE_FAILED", "health": {"issues": [{"code": "NodeCreationFailure",
        "message": "Instances failed to join the kubernetes cluster",
        "resourceIds": ["i-1", "i-2"]}]}}})");
    const auto desired = node_group();
    const std::vector<const topology::NodeGroup*> all = {&desired};
    const auto answers = operations<topology::NodeGroup>().ready(run.context, all);
    ASSERT_TRUE(answers) << answers.error().message;
    const auto& error = std::get<Error>(answers->front());
    EXPECT_EQ(error.kind, ErrorKind::Failed);
    EXPECT_THAT(error.message, HasSubstr("NodeCreationFailure: Instances failed to join the "
                                         "kubernetes cluster (i-1, i-2)"));
}

TEST(NodeGroupDriver, KeepsTheSizeWithinNewBounds) {
    DriverRun run;
    run.aws.on("UpdateNodegroupConfig", R"({"update": {}})");
    auto observed = node_group();
    observed.desired = 5;
    auto desired = node_group();
    desired.maximum = 4;
    ASSERT_TRUE(operations<topology::NodeGroup>().attach(run.context, desired, &observed));
    const auto inputs = run.aws.inputs_of("UpdateNodegroupConfig");
    ASSERT_EQ(inputs.size(), 1U);
    EXPECT_EQ(find_int(inputs[0], "scalingConfig.desiredSize"), 4);
}

TEST(AddonDriver, TakesThePlaceOfOneThatNobodyManages) {
    DriverRun run;
    run.aws.on("CreateAddon", R"({"addon": {"addonName": "vpc-cni"}})");
    auto addon = owned<topology::Addon>("addon/vpc-cni");
    addon.cluster = topology::Reference<topology::Cluster>{"atlas"};
    addon.addon_name = "vpc-cni";
    addon.version = "v1.21.1-eksbuild.3";
    EXPECT_EQ(operations<topology::Addon>().create(run.context, addon), "vpc-cni");
    const auto inputs = run.aws.inputs_of("CreateAddon");
    ASSERT_EQ(inputs.size(), 1U);
    EXPECT_EQ(find_string(inputs[0], "resolveConflicts"), "OVERWRITE");
}

TEST(AccessEntryDriver, AdoptsTheEntryOfTheClustersCreator) {
    DriverRun run;
    run.aws
        .refuse("CreateAccessEntry",
                {ErrorKind::InUse, "already in use", "ResourceInUseException", 409})
        .on("DescribeAccessEntry", R"({"accessEntry": {"accessEntryArn": "arn:aws:eks:entry"}})");
    auto entry = owned<topology::AccessEntry>("access-entry/me");
    entry.cluster = topology::Reference<topology::Cluster>{"atlas"};
    entry.principal_arn = "arn:aws:iam::123456789012:user/me";
    EXPECT_EQ(operations<topology::AccessEntry>().create(run.context, entry),
              "arn:aws:iam::123456789012:user/me");
    const auto tagged = run.aws.inputs_of("TagResource");
    ASSERT_EQ(tagged.size(), 1U);
    EXPECT_EQ(find_string(tagged[0], "resourceArn"), "arn:aws:eks:entry");
}

}  // namespace
}  // namespace inland::deploy
