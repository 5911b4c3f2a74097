// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/workloads/pods.h"
#include "tests/emulator/machine/self_managed_group.h"

#include <gmock/gmock.h>

namespace inland::emulator::testing {
namespace {

using cluster::type_of;
using ::testing::HasSubstr;
using enum user_data::OperatingSystem;

struct SelfManaged : ::testing::TestWithParam<user_data::OperatingSystem> {};

TEST_P(SelfManaged, JoinsTheClusterOfItsUserData) {
    PrivateCluster cluster;
    SelfManagedGroup group(cluster, GetParam());
    group.settings.labels = {{"pool", "batch"}};
    group.settings.taints = {{"pool", "batch", "NoSchedule"}};
    group.admit();
    group.launch();
    cluster.aws.pass(std::chrono::minutes(6));
    ASSERT_EQ(find_string(group.machine(), "state"), "joined")
        << json::serialize(group.machine()) << group.console();
    EXPECT_EQ(find_string(group.machine(), "cluster"), "atlas");
    EXPECT_THAT(group.console(), HasSubstr("Successfully registered node"));
    auto objects = cluster.objects();
    const auto nodes = objects.list(type_of("", "nodes"));
    ASSERT_EQ(nodes.size(), 1U);
    EXPECT_TRUE(cluster::is_ready(*nodes.front()));
    EXPECT_TRUE(cluster::has_label(*nodes.front(), "pool", "batch"));
    EXPECT_EQ(string_or_empty(*nodes.front(), "spec.taints.0.key"), "pool");
}

TEST_P(SelfManaged, IsNotAcceptedWithoutAnAccessEntry) {
    PrivateCluster cluster;
    SelfManagedGroup group(cluster, GetParam());
    group.launch();
    cluster.aws.pass(std::chrono::minutes(5));
    EXPECT_EQ(find_string(group.last_step(), "flow"), "node.identity")
        << json::serialize(group.machine());
    EXPECT_THAT(group.console(), HasSubstr("Unauthorized"));
    group.admit();
    cluster.aws.pass(std::chrono::minutes(5));
    EXPECT_EQ(find_string(group.machine(), "state"), "joined");
}

TEST_P(SelfManaged, HasNoCredentialsWithoutAnInstanceProfile) {
    PrivateCluster cluster;
    SelfManagedGroup group(cluster, GetParam());
    group.has_profile = false;
    group.admit();
    group.launch();
    cluster.aws.pass(std::chrono::minutes(3));
    EXPECT_EQ(find_string(group.last_step(), "flow"), "node.ec2");
    EXPECT_THAT(string_or_empty(group.last_step(), "detail"), HasSubstr("no EC2 IMDS role found"));
}

TEST_P(SelfManaged, StopsAtTheUserDataOfAnotherCluster) {
    PrivateCluster cluster;
    SelfManagedGroup group(cluster, GetParam());
    group.settings.certificate_authority = base64("another's");
    group.admit();
    group.launch();
    cluster.aws.pass(std::chrono::minutes(3));
    EXPECT_EQ(find_string(group.last_step(), "flow"), "node.user-data");
    EXPECT_EQ(find_string(group.machine(), "state"), "failed");
    EXPECT_THAT(group.console(), HasSubstr("x509: certificate signed by unknown authority"));
}

TEST_P(SelfManaged, ReadsNoUserDataWhereTheMetadataServiceIsOff) {
    PrivateCluster cluster;
    SelfManagedGroup group(cluster, GetParam());
    group.http_endpoint = "disabled";
    group.admit();
    group.launch();
    cluster.aws.pass(std::chrono::minutes(3));
    EXPECT_EQ(find_string(group.last_step(), "flow"), "node.user-data");
    EXPECT_EQ(find_string(group.machine(), "state"), "failed");
    EXPECT_THAT(string_or_empty(group.last_step(), "detail"), HasSubstr("metadata service is off"));
}

TEST_P(SelfManaged, StopsWithoutUserData) {
    PrivateCluster cluster;
    SelfManagedGroup group(cluster, GetParam());
    group.admit();
    group.launch("");
    cluster.aws.pass(std::chrono::minutes(3));
    EXPECT_EQ(find_string(group.last_step(), "flow"), "node.user-data")
        << json::serialize(group.machine());
}

struct Lost {
    user_data::OperatingSystem system;
    std::string endpoint, flow, words;
};
struct SelfManagedWithout : ::testing::TestWithParam<Lost> {};

TEST_P(SelfManagedWithout, SaysSoInItsSystemsWords) {
    PrivateCluster cluster({GetParam().endpoint});
    SelfManagedGroup group(cluster, GetParam().system);
    group.admit();
    group.launch();
    cluster.aws.pass(std::chrono::minutes(8));
    EXPECT_EQ(find_string(group.last_step(), "flow"), GetParam().flow)
        << json::serialize(group.machine());
    EXPECT_THAT(group.console(), HasSubstr(GetParam().words));
}

INSTANTIATE_TEST_SUITE_P(
    AnEndpoint, SelfManagedWithout,
    ::testing::Values(Lost{AmazonLinux2, "ec2", "node.ec2",
                           "ERROR: failed to retrieve PrivateDnsName after 20 attempts!"},
                      Lost{AmazonLinux2, "ecr.api", "node.ecr-api", "no basic auth credentials"},
                      Lost{AmazonLinux2, "ecr.dkr", "node.ecr-dkr",
                           "Dependency failed for Kubernetes Kubelet"},
                      Lost{AmazonLinux2, "s3", "node.s3-layers", "starport-layer-bucket"},
                      Lost{Bottlerocket, "ec2", "node.ec2",
                           "Timed out retrieving private DNS name from EC2: deadline has elapsed"},
                      Lost{Bottlerocket, "ecr.api", "node.ecr-api", "no basic auth credentials"},
                      Lost{Bottlerocket, "s3", "node.s3-layers", "starport-layer-bucket"},
                      Lost{AmazonLinux2023, "ec2", "node.ec2", "DescribeInstances"}),
    [](const auto& lost) {
        auto name = std::string(name_of(lost.param.system)) + lost.param.endpoint;
        std::erase(name, '.');
        return name;
    });

INSTANTIATE_TEST_SUITE_P(Systems, SelfManaged,
                         ::testing::Values(AmazonLinux2023, AmazonLinux2, Bottlerocket),
                         [](const auto& system) { return std::string(name_of(system.param)); });

/// Issue 3, word by word: AL2 without `--apiserver-endpoint` and `--b64-cluster-ca` and without an
/// `eks` endpoint stops at `node.user-data` with "Exhausted retries while describing cluster!".
TEST(SelfManagedAl2, StopsAtUserDataWhenItCannotDescribeTheCluster) {
    PrivateCluster cluster;
    SelfManagedGroup group(cluster, AmazonLinux2);
    group.admit();
    group.launch("#!/bin/bash\n/etc/eks/bootstrap.sh atlas\n");
    cluster.aws.pass(std::chrono::minutes(14));
    EXPECT_EQ(find_string(group.last_step(), "flow"), "node.user-data");
    EXPECT_EQ(find_string(group.last_step(), "state"), "failed");
    EXPECT_THAT(group.console(), HasSubstr("Exhausted retries while describing cluster!"));
}

TEST(SelfManagedAl2, DescribesTheClusterThroughAnEksEndpoint) {
    PrivateCluster cluster;
    cluster.make_endpoint("eks");
    SelfManagedGroup group(cluster, AmazonLinux2);
    group.admit();
    group.launch("#!/bin/bash\n/etc/eks/bootstrap.sh atlas\n");
    cluster.aws.pass(std::chrono::minutes(5));
    EXPECT_EQ(find_string(group.machine(), "state"), "joined") << json::serialize(group.machine());
}

TEST(SelfManagedBottlerocket, WaitsForEksBeforeItGuessesItsDnsAddress) {
    PrivateCluster cluster;
    SelfManagedGroup group(cluster, Bottlerocket);
    group.settings.cluster_dns.clear();
    group.admit();
    group.launch();
    cluster.aws.pass(std::chrono::minutes(4));
    EXPECT_EQ(find_string(group.last_step(), "flow"), "node.user-data");
    cluster.aws.pass(std::chrono::minutes(5));
    EXPECT_EQ(find_string(group.machine(), "state"), "joined") << json::serialize(group.machine());
}

TEST(SelfManagedAl2023, IsNamedByItsInstanceWhenItsEntrySaysSo) {
    PrivateCluster cluster({"ec2"});
    SelfManagedGroup group(cluster, AmazonLinux2023);
    group.settings.node_name = user_data::NodeName::InstanceId;
    group.admit("system:node:{{SessionName}}");
    group.launch();
    cluster.aws.pass(std::chrono::minutes(5));
    auto objects = cluster.objects();
    const auto nodes = objects.list(type_of("", "nodes"));
    ASSERT_EQ(nodes.size(), 1U) << json::serialize(group.machine());
    EXPECT_EQ(string_or_empty(*nodes.front(), "metadata.name"),
              string_or_empty(group.machine(), "id"));
}

TEST(SelfManagedAl2023, IsDeniedUnderAnotherName) {
    PrivateCluster cluster;
    SelfManagedGroup group(cluster, AmazonLinux2023);
    group.settings.node_name = user_data::NodeName::InstanceId;
    group.admit();
    group.launch();
    cluster.aws.pass(std::chrono::minutes(5));
    EXPECT_EQ(find_string(group.last_step(), "flow"), "node.identity");
    EXPECT_THAT(group.console(), HasSubstr("is not allowed to modify node"));
}

}  // namespace
}  // namespace inland::emulator::testing
