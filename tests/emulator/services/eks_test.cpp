// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/eks/node_group_events.h"
#include "emulator/services/records.h"
#include "tests/emulator/services/service_world.h"

#include <gmock/gmock.h>

namespace inland::emulator::testing {

namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

struct Eks : ::testing::Test {
    ServiceWorld aws;
    std::string vpc = aws.make_vpc();
    std::string first = aws.make_subnet(vpc, "10.40.1.0/24", 'a');
    std::string second = aws.make_subnet(vpc, "10.40.2.0/24", 'b');
    std::string role = aws.make_role("cluster", "eks.amazonaws.com");
    std::string node_role = aws.make_role("node", "ec2.amazonaws.com");

    json::object request() {
        return {{"name", "atlas"},
                {"version", "1.34"},
                {"roleArn", role},
                {"accessConfig", json::object{{"authenticationMode", "API"}}},
                {"resourcesVpcConfig", json::object{{"subnetIds", json::array{first, second}},
                                                    {"endpointPublicAccess", false},
                                                    {"endpointPrivateAccess", true}}}};
    }
    json::object cluster() {
        return object_of(aws.must("eks", "DescribeCluster", {{"name", "atlas"}}), "cluster");
    }
    void make_cluster() {
        aws.must("eks", "CreateCluster", request());
        aws.pass(std::chrono::minutes(20));
    }
    json::object group_request(std::int64_t desired) {
        return {{"clusterName", "atlas"},
                {"nodegroupName", "general"},
                {"subnets", json::array{first, second}},
                {"nodeRole", node_role},
                {"instanceTypes", json::array{"m6i.large"}},
                {"scalingConfig",
                 json::object{{"minSize", 0}, {"desiredSize", desired}, {"maxSize", 6}}}};
    }
    json::object group() {
        return object_of(aws.must("eks", "DescribeNodegroup",
                                  {{"clusterName", "atlas"}, {"nodegroupName", "general"}}),
                         "nodegroup");
    }
    std::vector<std::string> instances() {
        return values_at(aws.must("ec2", "DescribeInstances"),
                         "Reservations[].Instances[].InstanceId");
    }
};

TEST_F(Eks, ClusterBecomesActiveWithWhatEksMakes) {
    aws.must("eks", "CreateCluster", request());
    EXPECT_EQ(text_of(cluster(), "status"), "CREATING");
    EXPECT_FALSE(has(cluster(), "endpoint"));
    aws.pass(std::chrono::minutes(20));
    const auto active = cluster();
    EXPECT_EQ(text_of(active, "status"), "ACTIVE");
    EXPECT_THAT(
        text_of(active, "endpoint"),
        ::testing::MatchesRegex("https://[0-9A-F]+\\.gr7\\.eu-central-1\\.eks\\.amazonaws\\.com"));
    EXPECT_FALSE(text_of(object_of(active, "certificateAuthority"), "data").empty());
    const auto interfaces = list_of(
        aws.must(
            "ec2", "DescribeNetworkInterfaces",
            {{"Filters", json::array{json::object{{"Name", "description"},
                                                  {"Values", json::array{"Amazon EKS atlas"}}}}}}),
        "NetworkInterfaces");
    EXPECT_EQ(interfaces.size(), 2U);
}

TEST_F(Eks, CreatorIsAdministrator) {
    make_cluster();
    const auto entries = aws.must("eks", "ListAccessEntries", {{"clusterName", "atlas"}});
    EXPECT_TRUE(contains(list_of(entries, "accessEntries"), aws.caller.principal_arn));
}

TEST_F(Eks, AccessEntriesAreForPrincipalsThatThereAre) {
    make_cluster();
    const auto outcome = [&](const std::string& principal) {
        const auto output = aws.call(
            "eks", "CreateAccessEntry",
            {{"clusterName", "atlas"}, {"principalArn", "arn:aws:iam::123456789012:" + principal}});
        return output ? "it succeeded" : output.error().code + ": " + output.error().message;
    };
    const std::string refused =
        "InvalidParameterException: The specified principalArn is invalid: invalid principal.";
    EXPECT_EQ(outcome("role/eve"), refused);
    EXPECT_EQ(outcome("user/eve"), refused);
    aws.must("iam", "CreateUser", {{"UserName", "eve"}});
    EXPECT_EQ(outcome("user/eve"), "it succeeded");
    EXPECT_EQ(outcome("user/team/eve"), refused);
}

TEST_F(Eks, RefusesWhatEksRefuses) {
    const auto message = [&](auto change) {
        auto input = request();
        change(input);
        const auto output = aws.call("eks", "CreateCluster", input);
        return output ? "it succeeded" : output.error().message;
    };
    EXPECT_EQ(message([](auto& input) { input["version"] = "1.7"; }),
              "unsupported Kubernetes version");
    EXPECT_EQ(message([&](auto& input) {
                  object_in(input, "resourcesVpcConfig")["subnetIds"] = json::array{first};
              }),
              "Subnets specified must be in at least two different AZs");
    EXPECT_EQ(message([](auto& input) {
                  object_in(input, "resourcesVpcConfig")["endpointPrivateAccess"] = false;
              }),
              "Private and public endpoint access cannot be false");
    EXPECT_THAT(message([&](auto& input) { input["roleArn"] = node_role; }),
                HasSubstr("were not found in the trust relationships"));
    aws.must("eks", "CreateCluster", request());
    EXPECT_EQ(aws.code("eks", "CreateCluster", request()), "ResourceInUseException");
}

TEST_F(Eks, GroupIsActiveOnlyWhenItsMachinesHaveJoined) {
    make_cluster();
    aws.must("eks", "CreateNodegroup", group_request(2));
    aws.pass(std::chrono::minutes(1));
    ASSERT_EQ(instances().size(), 2U);
    machine_joined(aws.world(), {aws.scope(), std::string(kind::instance), instances()[0]});
    EXPECT_EQ(text_of(group(), "status"), "CREATING");
    machine_joined(aws.world(), {aws.scope(), std::string(kind::instance), instances()[1]});
    EXPECT_EQ(text_of(group(), "status"), "ACTIVE");
    EXPECT_EQ(aws.code("eks", "DeleteCluster", {{"name", "atlas"}}), "ResourceInUseException");
    EXPECT_THAT(values_at(group(), "resources.autoScalingGroups[].name"),
                ::testing::ElementsAre(StartsWith("eks-general-")));
}

TEST_F(Eks, TakesTheUsualImageForMachinesOfEveryArchitecture) {
    make_cluster();
    auto input = group_request(1);
    input["instanceTypes"] = json::array{"m7g.large"};
    const auto output = aws.call("eks", "CreateNodegroup", input);
    ASSERT_FALSE(output);
    EXPECT_EQ(output.error().message,
              "[m7g.large] is not a valid instance type for requested amiType "
              "AL2023_x86_64_STANDARD");
}

TEST_F(Eks, GroupWhoseMachinesNeverJoinFailsAfterItsTime) {
    make_cluster();
    // Nothing lets the machines reach anything: no endpoint, no route.
    aws.must("eks", "CreateNodegroup", group_request(1));
    aws.pass(std::chrono::minutes(16));
    EXPECT_EQ(text_of(group(), "status"), "CREATE_FAILED");
    const auto issue = first_of(object_of(group(), "health"), "issues");
    EXPECT_EQ(text_of(issue, "code"), "NodeCreationFailure");
    EXPECT_EQ(text_of(issue, "message"), "Instances failed to join the kubernetes cluster");
    EXPECT_EQ(texts_of(issue, "resourceIds"), instances());
}

TEST_F(Eks, NothingIsLeftAfterDeletion) {
    make_cluster();
    aws.must("eks", "CreateNodegroup", group_request(0));
    aws.pass(std::chrono::minutes(2));
    EXPECT_EQ(text_of(group(), "status"), "ACTIVE");
    aws.must("eks", "DeleteNodegroup", {{"clusterName", "atlas"}, {"nodegroupName", "general"}});
    aws.pass(std::chrono::minutes(10));
    aws.must("eks", "DeleteCluster", {{"name", "atlas"}});
    EXPECT_EQ(text_of(cluster(), "status"), "DELETING");
    aws.pass(std::chrono::minutes(10));
    EXPECT_EQ(aws.code("eks", "DescribeCluster", {{"name", "atlas"}}), "ResourceNotFoundException");
    for (const auto kind : {kind::network_interface, kind::launch_template, kind::autoscaling_group,
                            kind::access_entry})
        EXPECT_TRUE(aws.world().store().list(aws.scope(), kind).empty()) << kind;
    aws.must("ec2", "DeleteSubnet", {{"SubnetId", first}});
    aws.must("ec2", "DeleteSubnet", {{"SubnetId", second}});
    aws.must("ec2", "DeleteVpc", {{"VpcId", vpc}});
}

TEST_F(Eks, DeploymentAddonIsDegradedWithoutNodes) {
    make_cluster();
    aws.must("eks", "CreateAddon", {{"clusterName", "atlas"}, {"addonName", "coredns"}});
    aws.pass(std::chrono::minutes(10));
    const auto addon = object_of(
        aws.must("eks", "DescribeAddon", {{"clusterName", "atlas"}, {"addonName", "coredns"}}),
        "addon");
    EXPECT_EQ(text_of(addon, "status"), "DEGRADED");
    EXPECT_EQ(text_of(first_of(object_of(addon, "health"), "issues"), "code"),
              "InsufficientNumberOfReplicas");
}

TEST_F(Eks, LoggingUpdateIsSeenThroughDescribeUpdate) {
    make_cluster();
    const auto update = object_of(
        aws.must("eks", "UpdateClusterConfig",
                 {{"name", "atlas"},
                  {"logging", json::object{{"clusterLogging",
                                            json::array{json::object{{"types", json::array{"api"}},
                                                                     {"enabled", true}}}}}}}),
        "update");
    EXPECT_EQ(text_of(update, "status"), "InProgress");
    EXPECT_EQ(text_of(cluster(), "status"), "UPDATING");
    aws.pass(std::chrono::minutes(15));
    const auto over =
        aws.must("eks", "DescribeUpdate", {{"name", "atlas"}, {"updateId", text_of(update, "id")}});
    EXPECT_EQ(text_of(object_of(over, "update"), "status"), "Successful");
    EXPECT_EQ(text_of(cluster(), "status"), "ACTIVE");
    EXPECT_EQ(list_of(aws.must("logs", "DescribeLogGroups"), "logGroups").size(), 1U);
}

}  // namespace

}  // namespace inland::emulator::testing
