// SPDX-License-Identifier: Apache-2.0
// What launch templates say of their machines' interfaces, in every source that has them.
#include "sources/snapshot.h"
#include "sources/terraform_plan.h"
#include "tests/sources/template_text.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace inland::sources {
namespace {

using topology::Attribute;
using topology::LaunchTemplate;

LaunchTemplate planned(std::string_view values, std::string_view unknown = "{}",
                       std::string_view root = "{}") {
    const auto plan = fmt::format(
        R"({{"format_version": "1.2", "resource_changes": [{{"address": "aws_launch_template.nodes",
            "mode": "managed", "type": "aws_launch_template", "name": "nodes",
            "change": {{"actions": ["create"], "after": {}, "after_unknown": {}}}}}],
            "configuration": {{"root_module": {}}}}})",
        values, unknown, root);
    const auto world = read_terraform_plan(plan, "plan.json");
    EXPECT_TRUE(world);
    return world->all<LaunchTemplate>().at("aws_launch_template.nodes");
}

LaunchTemplate templated(std::string_view data) {
    const auto world = testing::read_template(
        fmt::format("Parameters: {{Public: {{Type: String}}}}\nResources:\n  Nodes: {{Type: "
                    "AWS::EC2::LaunchTemplate, Properties: {{LaunchTemplateData: {}}}}}\n",
                    data));
    return world.all<LaunchTemplate>().at("Nodes");
}

TEST(LaunchTemplateInAPlan, SaysWhetherMachinesGetPublicAddresses) {
    const auto asked = [](std::string_view word) {
        return planned(fmt::format(
                           R"({{"network_interfaces": [{{"associate_public_ip_address": "{}"}}]}})",
                           word))
            .public_addresses;
    };
    EXPECT_EQ(asked("true"), true);
    EXPECT_EQ(asked("false"), false);
    EXPECT_TRUE(asked("").is_absent());
    EXPECT_TRUE(planned("{}").public_addresses.is_absent());
}

TEST(LaunchTemplateInAPlan, IsUnknownWhereItsInterfacesAre) {
    EXPECT_TRUE(planned("{}", R"({"network_interfaces": true})").public_addresses.is_unknown());
    EXPECT_TRUE(planned(R"({"network_interfaces": [{}]})",
                        R"({"network_interfaces": [{"associate_public_ip_address": true}]})")
                    .public_addresses.is_unknown());
}

TEST(LaunchTemplateInAPlan, HasUnknownGroupsWhereTheyAreNamed) {
    EXPECT_TRUE(planned(R"({"security_group_names": ["web"]})").security_groups.is_unknown());
    EXPECT_TRUE(planned("{}").security_groups.is_absent());
}

TEST(LaunchTemplateInAPlan, SaysWhatTheMetadataServiceAnswers) {
    const auto made = planned(R"({"metadata_options": [{"http_endpoint": "disabled",
                                  "http_tokens": "required", "http_put_response_hop_limit": 1}]})");
    EXPECT_EQ(made.http_endpoint, Attribute<std::string>("disabled"));
    EXPECT_EQ(made.http_tokens, Attribute<std::string>("required"));
    EXPECT_EQ(made.hop_limit, 1);
}

/// A plan calls everything unknown that AWS will choose.
TEST(LaunchTemplateInAPlan, LeavesToAwsWhatItDoesNotSayOfTheMetadataService) {
    const auto made = planned("{}", R"({"metadata_options": true})");
    EXPECT_TRUE(made.http_endpoint.is_absent());
    EXPECT_TRUE(made.hop_limit.is_absent());
    const auto partly = planned(
        R"({"metadata_options": [{"http_tokens": "required"}]})",
        R"({"metadata_options": [{"http_endpoint": true, "http_put_response_hop_limit": true}]})",
        R"({"resources": [{"address": "aws_launch_template.nodes", "mode": "managed",
            "type": "aws_launch_template", "name": "nodes", "expressions": {"metadata_options":
            [{"http_tokens": {"constant_value": "required"},
              "http_put_response_hop_limit": {"references": ["aws_vpc.main.id", "aws_vpc.main"]}}]}}]})");
    EXPECT_TRUE(partly.http_endpoint.is_absent());
    EXPECT_TRUE(partly.hop_limit.is_unknown());
}

TEST(LaunchTemplateOfCloudFormation, SaysWhatTheMetadataServiceAnswers) {
    const auto asked = [](std::string_view word) {
        return templated(fmt::format("{{MetadataOptions: {{HttpEndpoint: {}}}}}", word))
            .http_endpoint;
    };
    EXPECT_EQ(asked("disabled"), Attribute<std::string>("disabled"));
    EXPECT_TRUE(asked("!Ref Public").is_unknown());
    EXPECT_TRUE(templated("{}").http_endpoint.is_absent());
}

TEST(LaunchTemplateOfCloudFormation, SaysWhetherMachinesGetPublicAddresses) {
    const auto asked = [](std::string_view word) {
        return templated(
                   fmt::format("{{NetworkInterfaces: [{{AssociatePublicIpAddress: {}}}]}}", word))
            .public_addresses;
    };
    EXPECT_EQ(asked("true"), true);
    EXPECT_EQ(asked("false"), false);
    EXPECT_TRUE(asked("!Ref Public").is_unknown());
    EXPECT_TRUE(templated("{}").public_addresses.is_absent());
    EXPECT_TRUE(templated("{NetworkInterfaces: !Ref Public}").public_addresses.is_unknown());
}

TEST(LaunchTemplateOfCloudFormation, HasUnknownGroupsWhereTheyAreNamed) {
    EXPECT_TRUE(templated("{SecurityGroups: [web]}").security_groups.is_unknown());
}

TEST(LaunchTemplateInASnapshot, SaysWhetherMachinesGetPublicAddresses) {
    Diagnostics diagnostics;
    const auto world = read_snapshot(
        {{"cluster.json", R"({"cluster": {"name": "atlas"}})"},
         {"group.json", R"({"nodegroup": {"clusterName": "atlas", "nodegroupName": "general",
             "launchTemplate": {"id": "lt-1", "version": "1"}}})"},
         {"templates.json", R"({"LaunchTemplates": [{"LaunchTemplateId": "lt-1"}]})"},
         {"versions.json", R"({"LaunchTemplateVersions": [{"LaunchTemplateId": "lt-1",
             "VersionNumber": 1, "LaunchTemplateData":
             {"MetadataOptions": {"HttpEndpoint": "disabled"},
              "NetworkInterfaces": [{"DeviceIndex": 0, "AssociatePublicIpAddress": true}]}}]})"}},
        diagnostics);
    ASSERT_TRUE(world) << diagnostics.items().front().text();
    EXPECT_EQ(world->all<LaunchTemplate>().at("lt-1").public_addresses, true);
    EXPECT_EQ(world->all<LaunchTemplate>().at("lt-1").http_endpoint,
              Attribute<std::string>("disabled"));
}

}  // namespace
}  // namespace inland::sources
