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

LaunchTemplate planned(std::string_view values, std::string_view unknown = "{}") {
    const auto plan = fmt::format(
        R"({{"format_version": "1.2", "resource_changes": [{{"address": "aws_launch_template.nodes",
            "mode": "managed", "type": "aws_launch_template", "name": "nodes",
            "change": {{"actions": ["create"], "after": {}, "after_unknown": {}}}}}],
            "configuration": {{"root_module": {{}}}}}})",
        values, unknown);
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
             {"NetworkInterfaces": [{"DeviceIndex": 0, "AssociatePublicIpAddress": true}]}}]})"}},
        diagnostics);
    ASSERT_TRUE(world) << diagnostics.items().front().text();
    EXPECT_EQ(world->all<LaunchTemplate>().at("lt-1").public_addresses, true);
}

}  // namespace
}  // namespace inland::sources
