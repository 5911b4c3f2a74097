// SPDX-License-Identifier: Apache-2.0
// What the launch template says of the instance metadata service, and what it does to nodes and
// pods.
#include "prove/machine_flow.h"
#include "tests/prove/private_world.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::prove::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using topology::LaunchTemplate;
using topology::Topology;

/// The private world with a launch template that says this of the metadata service.
struct Options {
    topology::Attribute<std::string> http_endpoint = {};
    topology::Attribute<std::string> http_tokens = {};
    topology::Attribute<int> hop_limit = {};
};

Topology world_with(const Options& options) {
    auto world = private_world();
    LaunchTemplate made;
    made.key = made.name = "nodes";
    made.http_endpoint = options.http_endpoint;
    made.http_tokens = options.http_tokens;
    made.hop_limit = options.hop_limit;
    world.add(made);
    at<topology::NodeGroup>(world, "general").launch_template =
        topology::Reference<LaunchTemplate>{"nodes"};
    return world;
}

topology::Addon& add_driver(Topology& world) {
    auto driver = at<topology::Addon>(world, "vpc-cni");
    driver.key = driver.name = "ebs";
    driver.addon_name = "aws-ebs-csi-driver";
    world.add(std::move(driver));
    return at<topology::Addon>(world, "ebs");
}

std::vector<std::string> warnings_of(const Topology& world) {
    std::vector<std::string> resources;
    for (const Finding& finding : prove_world(world).findings)
        if (finding.rule == "metadata-hop-limit")
            resources.push_back(finding.resource);
    return resources;
}

TEST(MetadataService, ThatIsOffKeepsNodesFromJoining) {
    const auto verdicts = prove_world(world_with({.http_endpoint = std::string("disabled")}));
    for (const auto* flow : {"node.user-data", "node.identity", "node.ecr-api"}) {
        EXPECT_EQ(outcome_of(verdicts, flow), Outcome::Fails) << flow;
        EXPECT_THAT(cause_kinds(verdicts, flow), ElementsAre("metadata-service-off")) << flow;
        EXPECT_EQ(rows(verdicts, flow).front().causes.front().resource, "nodes") << flow;
    }
    const auto row = rows(verdicts, "node.user-data").front();
    ASSERT_EQ(row.repairs.size(), 1U);
    EXPECT_THAT(row.repairs.front(), ElementsAre(HasSubstr("turn on the metadata service")));
}

TEST(MetadataService, ThatAnswersWithTokensOnlyIsNoAlarm) {
    for (const auto* system : {"AL2023_x86_64_STANDARD", "AL2_x86_64"}) {
        auto world = world_with({.http_endpoint = std::string("enabled"),
                                 .http_tokens = std::string("required"),
                                 .hop_limit = 1});
        at<topology::NodeGroup>(world, "general").ami_type = system;
        const auto verdicts = prove_world(world);
        EXPECT_EQ(outcome_of(verdicts, "node.user-data"), Outcome::Holds) << system;
        EXPECT_EQ(outcome_of(verdicts, "node.identity"), Outcome::Holds) << system;
        EXPECT_THAT(warnings_of(world), IsEmpty()) << system;
    }
}

TEST(MetadataService, OfWhichNothingIsKnownLeavesTheJoinUnknown) {
    const auto unknown = topology::Attribute<std::string>::unknown();
    const auto verdicts = prove_world(world_with({.http_endpoint = unknown}));
    EXPECT_EQ(outcome_of(verdicts, "node.user-data"), Outcome::Unknown);
    EXPECT_EQ(outcome_of(verdicts, "node.identity"), Outcome::Unknown);
}

TEST(MetadataService, OfAMachineIsAskedAbout) {
    MachinePlace machine{.name = "i-0abc",
                         .cluster = "atlas",
                         .subnet = "a",
                         .address = address("10.0.1.9"),
                         .security_groups = {"eks-cluster-sg/atlas"},
                         .role = "node"};
    machine.metadata = {.to_node = MetadataAnswers::No, .resource = "i-0abc"};
    const auto world = private_world();
    const auto verdict =
        prove_machine_flow(Question{world, knowledge::built_in(), {}}, machine, "node.user-data");
    ASSERT_EQ(verdict.outcome, Outcome::Fails);
    EXPECT_EQ(verdict.causes.front().kind, "metadata-service-off");
    EXPECT_EQ(verdict.causes.front().resource, "i-0abc");
}

TEST(HopLimitOfOne, LeavesPodsWithoutARoleOfTheirOwnWithoutCredentials) {
    auto world = world_with({.http_tokens = std::string("required"), .hop_limit = 1});
    add_driver(world);
    EXPECT_THAT(warnings_of(world), ElementsAre("nodes"));
    at<LaunchTemplate>(world, "nodes").hop_limit = 2;
    EXPECT_THAT(warnings_of(world), IsEmpty());
}

TEST(HopLimitOfOne, IsWhatManagedGroupsOfAmazonLinux2023Have) {
    auto world = private_world();
    add_driver(world);
    EXPECT_THAT(warnings_of(world), ElementsAre("node-group/general"));
    at<topology::NodeGroup>(world, "general").ami_type = "BOTTLEROCKET_x86_64";
    EXPECT_THAT(warnings_of(world), IsEmpty());
}

TEST(HopLimitOfOne, CountsForTokensOnly) {
    auto world = world_with({.http_tokens = std::string("optional"), .hop_limit = 1});
    add_driver(world);
    EXPECT_THAT(warnings_of(world), IsEmpty());
}

TEST(HopLimitOfOne, IsNoMatterForPodsThatHaveARole) {
    auto world = private_world();
    add_driver(world).service_account_role = topology::Reference<topology::Role>{"node"};
    EXPECT_THAT(warnings_of(world), IsEmpty());
    world = private_world();
    add_driver(world);
    topology::PodIdentityAssociation association;
    association.key = "driver";
    association.cluster = topology::Reference<topology::Cluster>{"atlas"};
    association.service_account = "ebs-csi-controller-sa";
    world.add(association);
    EXPECT_THAT(warnings_of(world), IsEmpty());
    at<topology::PodIdentityAssociation>(world, "driver").service_account = "orders";
    EXPECT_THAT(warnings_of(world), ElementsAre("node-group/general"));
}

TEST(HopLimitOfOne, IsNoMatterForPodsOfTheNodesNetwork) {
    EXPECT_THAT(warnings_of(private_world()), IsEmpty());  // vpc-cni has the node's own address
}

}  // namespace
}  // namespace inland::prove::testing
