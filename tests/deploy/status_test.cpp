// SPDX-License-Identifier: Apache-2.0
#include "deploy/status.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::deploy {
namespace {

using ::testing::HasSubstr;

/// Answers by operation; empty where nothing is said.
sources::Describe answering(std::map<std::string, std::string> answers) {
    return [answers = std::move(answers)](std::string_view, std::string_view operation,
                                          json::object) -> Result<json::value> {
        const auto found = answers.find(std::string(operation));
        return parse_json(found == answers.end() ? "{}" : found->second);
    };
}

const std::map<std::string, std::string> failed_group = {
    {"DescribeCluster", R"({"cluster": {"name": "atlas", "status": "ACTIVE", "version": "1.34",
        "createdAt": "2026-11-22T21:00:00Z"}})"},
    {"ListNodegroups", R"({"nodegroups": ["general"]})"},
    {"DescribeNodegroup", R"({"nodegroup": {"status": "CREATE_FAILED",
        "scalingConfig": {"minSize": 2, "desiredSize": 3, "maxSize": 6},
        "health": {"issues": [{"code": "NodeCreationFailure",
        "message": "Instances failed to join the kubernetes cluster"}]}}})"},
    {"DescribeInstances", R"({"Reservations": [{"Instances": [{"InstanceId": "i-1",
        "PrivateDnsName": "ip-10-40-0-5.eu-central-1.compute.internal",
        "State": {"Name": "running"}, "Placement": {"AvailabilityZone": "eu-central-1a"},
        "Tags": [{"Key": "eks:nodegroup-name", "Value": "general"}]}]}]})"}};

ClusterStatus status_of(const std::map<std::string, std::string>& answers,
                        const MachinesReader& machines = {}) {
    auto status = read_status(answering(answers), "atlas", knowledge::built_in(), machines);
    EXPECT_TRUE(status) << status.error().message;
    return status ? *std::move(status) : ClusterStatus{};
}

TEST(Status, SaysWhatEksSaysIsWrongAndWhatToDo) {
    const auto status = status_of(failed_group);
    ASSERT_TRUE(status.control_plane);
    EXPECT_EQ(status.control_plane->since, parse_iso8601("2026-11-22T21:00:00Z"));
    ASSERT_EQ(status.node_groups.size(), 1U);
    EXPECT_EQ(status.node_groups[0].state, "CREATE_FAILED");
    ASSERT_EQ(status.problems.size(), 1U);
    EXPECT_EQ(status.problems[0].resource, "node-group/general");
    EXPECT_THAT(status.problems[0].what, HasSubstr("Instances failed to join"));
    EXPECT_THAT(status.problems[0].remedy, HasSubstr("inland prove"));
}

TEST(Status, NamesTheBootStepWhereAMachineStopped) {
    const auto machines = [] {
        return std::optional(parse_json(R"({"machines": [
            {"id": "i-1", "cluster": "atlas", "nodegroup": "general", "state": "failed", "steps": [
                {"flow": "node.ec2", "state": "done", "detail": "", "at": "t"},
                {"flow": "node.ecr-api", "state": "retrying",
                 "detail": "dial tcp: i/o timeout", "at": "t"}]},
            {"id": "i-9", "cluster": "borea", "state": "joined", "steps": []}]})")
                                 .value());
    };
    const auto status = status_of(failed_group, machines);
    ASSERT_EQ(status.nodes.size(), 1U);
    ASSERT_NE(status.nodes[0].stopped_at(), nullptr);
    EXPECT_EQ(status.nodes[0].stopped_at()->flow, "node.ecr-api");
    ASSERT_EQ(status.problems.size(), 2U);
    EXPECT_THAT(status.problems[1].what, HasSubstr("node.ecr-api: dial tcp: i/o timeout"));
}

TEST(Status, HasNoControlPlaneWhereThereIsNoCluster) {
    const auto describe = [](std::string_view, std::string_view operation,
                             json::object) -> Result<json::value> {
        if (operation == "DescribeCluster" || operation.starts_with("List"))
            return failure(ErrorKind::NotFound, "none", "ResourceNotFoundException", 404);
        return json::value(json::object());
    };
    const auto status = read_status(describe, "atlas", knowledge::built_in());
    ASSERT_TRUE(status) << status.error().message;
    EXPECT_FALSE(status->control_plane);
    EXPECT_TRUE(status_json(*status).at("controlPlane").is_null());
}

}  // namespace
}  // namespace inland::deploy
