// SPDX-License-Identifier: Apache-2.0
#include "sources/terraform_plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::sources {
namespace {

using ::testing::HasSubstr;
using topology::Reference;

constexpr std::string_view frame = R"({"format_version": "1.2", "resource_changes": [CHANGES],
  "configuration": {"provider_config": {"aws": {"expressions": {"region": {"constant_value": "eu-central-1"}}}},
                    "root_module": CONFIGURATION}})";

/// A plan that creates the resources given, with the root module's configuration.
std::string plan_of(std::string_view changes, std::string_view configuration = "{}") {
    std::string text(frame);
    text.replace(text.find("CHANGES"), 7, changes);
    text.replace(text.find("CONFIGURATION"), 13, configuration);
    return text;
}

constexpr std::string_view vpc =
    R"({"address": "aws_vpc.main", "mode": "managed", "type": "aws_vpc",
  "name": "main", "change": {"actions": ["create"], "after": {"cidr_block": "10.0.0.0/16",
  "enable_dns_hostnames": true, "tags_all": {"team": "platform"}}, "after_unknown": {"id": true}}})";

std::string subnet(std::string_view key) {
    std::string text = R"({"address": "aws_subnet.private[\"KEY\"]", "mode": "managed",
      "type": "aws_subnet", "name": "private", "index": "KEY", "change": {"actions": ["create"],
      "after": {"cidr_block": "10.0.1.0/24"}, "after_unknown": {"id": true, "vpc_id": true}}})";
    for (auto at = text.find("KEY"); at != std::string::npos; at = text.find("KEY"))
        text.replace(at, 3, key);
    return text;
}

constexpr std::string_view subnet_block =
    R"({"type": "aws_subnet", "name": "private", "mode": "managed",
  "expressions": {"vpc_id": {"references": ["aws_vpc.main.id", "aws_vpc.main"]}}})";

topology::Topology read(const std::string& plan) {
    auto topology = read_terraform_plan(plan, "plan.json");
    EXPECT_TRUE(topology) << topology.error().message;
    return topology.value_or(topology::Topology{});
}

TEST(TerraformPlan, ReadsWhatIsKnown) {
    const auto topology = read(plan_of(vpc));
    EXPECT_EQ(topology.region, "eu-central-1");
    const auto* main = topology.find<topology::Vpc>("aws_vpc.main");
    ASSERT_NE(main, nullptr);
    EXPECT_EQ(main->cidr_block, *Ipv4Prefix::parse("10.0.0.0/16"));
    EXPECT_EQ(main->enable_dns_hostnames, true);
    EXPECT_TRUE(main->enable_dns_support.is_absent());
    EXPECT_EQ(main->tags.at("team"), "platform");
}

TEST(TerraformPlan, NamesChartsOfHelmWhichNobodyReads) {
    const auto topology = read(plan_of(R"({"address": "helm_release.cilium", "mode": "managed",
        "type": "helm_release", "name": "cilium",
        "change": {"actions": ["create"], "after": {"chart": "cilium"}}})"));
    EXPECT_EQ(topology.missing, std::vector<std::string>{"helm_release.cilium"});
}

TEST(TerraformPlan, AddsWhatAwsMakesAlongWithAVpc) {
    const auto topology = read(plan_of(vpc));
    const auto* table = topology.find<topology::RouteTable>("aws_vpc.main.default_route_table_id");
    ASSERT_NE(table, nullptr);
    EXPECT_EQ(table->is_main, true);
    EXPECT_NE(topology.find<topology::NetworkAcl>("aws_vpc.main.default_network_acl_id"), nullptr);
    EXPECT_NE(topology.find<topology::SecurityGroup>("aws_vpc.main.default_security_group_id"),
              nullptr);
}

TEST(TerraformPlan, FollowsReferencesToWhatIsYetToBeMade) {
    const auto topology = read(plan_of(std::string(vpc) + "," + subnet("a"),
                                       R"({"resources": [)" + std::string(subnet_block) + "]}"));
    const auto* private_a = topology.find<topology::Subnet>("aws_subnet.private[\"a\"]");
    ASSERT_NE(private_a, nullptr);
    EXPECT_EQ(private_a->vpc, Reference<topology::Vpc>{"aws_vpc.main"});
}

std::string association(std::string_view key) {
    std::string text = R"({"address": "aws_route_table_association.private[\"KEY\"]",
      "mode": "managed", "type": "aws_route_table_association", "name": "private", "index": "KEY",
      "change": {"actions": ["create"], "after": {}, "after_unknown": {"subnet_id": true,
      "route_table_id": true}}})";
    for (auto at = text.find("KEY"); at != std::string::npos; at = text.find("KEY"))
        text.replace(at, 3, key);
    return text;
}

constexpr std::string_view table = R"({"address": "aws_route_table.private", "mode": "managed",
  "type": "aws_route_table", "name": "private", "change": {"actions": ["create"], "after": {},
  "after_unknown": {"id": true, "vpc_id": true, "route": true, "propagating_vgws": true}}})";

TEST(TerraformPlan, FollowsForEachToTheInstanceOfTheSameKey) {
    const auto configuration = R"({"resources": [)" + std::string(subnet_block) + R"(,
      {"type": "aws_route_table", "name": "private", "mode": "managed",
       "expressions": {"vpc_id": {"references": ["aws_vpc.main.id", "aws_vpc.main"]}}},
      {"type": "aws_route_table_association", "name": "private", "mode": "managed",
       "expressions": {"subnet_id": {"references": ["each.value.id", "each.value"]},
                       "route_table_id": {"references": ["aws_route_table.private.id", "aws_route_table.private"]}},
       "for_each_expression": {"references": ["aws_subnet.private"]}}]})";
    const auto topology = read(plan_of(std::string(vpc) + "," + subnet("a") + "," + subnet("b") +
                                           "," + std::string(table) + "," + association("b"),
                                       configuration));
    const auto* found = topology.find<topology::RouteTable>("aws_route_table.private");
    ASSERT_NE(found, nullptr);
    ASSERT_TRUE(found->subnets.is_known());
    EXPECT_EQ(found->subnets.value(),
              std::vector{Reference<topology::Subnet>{"aws_subnet.private[\"b\"]"}});
    EXPECT_EQ(found->routes, std::vector<topology::Route>{});
}

constexpr std::string_view of_a_local =
    R"({"resources": [{"type": "aws_subnet", "name": "private", "mode": "managed",
            "expressions": {"vpc_id": {"references": ["local.vpc_id"]}}}]})";

std::string other_vpc() {
    std::string text(vpc);
    for (auto at = text.find("main"); at != std::string::npos; at = text.find("main", at))
        text.replace(at, 4, "other");
    return text;
}

TEST(TerraformPlan, IsUnknownWhereALocalStandsBetween) {
    const auto topology =
        read(plan_of(std::string(vpc) + "," + other_vpc() + "," + subnet("a"), of_a_local));
    EXPECT_TRUE(topology.find<topology::Subnet>("aws_subnet.private[\"a\"]")->vpc.is_unknown());
}

TEST(TerraformPlan, TakesTheOneVpcThatThePlanMakes) {
    const auto topology = read(plan_of(std::string(vpc) + "," + subnet("a"), of_a_local));
    EXPECT_EQ(topology.find<topology::Subnet>("aws_subnet.private[\"a\"]")->vpc,
              Reference<topology::Vpc>{"aws_vpc.main"});
}

TEST(TerraformPlan, FollowsVariablesAndOutputsOfModules) {
    const auto in_module = R"({"address": "module.network.aws_subnet.one", "mode": "managed",
      "module_address": "module.network", "type": "aws_subnet", "name": "one",
      "change": {"actions": ["create"], "after": {"cidr_block": "10.0.1.0/24"},
                 "after_unknown": {"id": true, "vpc_id": true}}})";
    const auto cluster = R"({"address": "aws_eks_cluster.main", "mode": "managed",
      "type": "aws_eks_cluster", "name": "main", "change": {"actions": ["create"],
      "after": {"name": "atlas", "vpc_config": [{}]}, "after_unknown": {"vpc_config": [{"subnet_ids": true}]}}})";
    const auto configuration =
        R"({"resources": [{"type": "aws_eks_cluster", "name": "main", "mode": "managed",
        "expressions": {"vpc_config": [{"subnet_ids": {"references": ["module.network.subnet_ids", "module.network"]}}]}}],
      "module_calls": {"network": {"expressions": {"vpc": {"references": ["aws_vpc.main.id", "aws_vpc.main"]}},
        "module": {"outputs": {"subnet_ids": {"expression": {"references": ["aws_subnet.one.id", "aws_subnet.one"]}}},
          "resources": [{"type": "aws_subnet", "name": "one", "mode": "managed",
            "expressions": {"vpc_id": {"references": ["var.vpc"]}}}]}}}})";
    const auto topology =
        read(plan_of(std::string(vpc) + "," + in_module + "," + cluster, configuration));
    const auto* one = topology.find<topology::Subnet>("module.network.aws_subnet.one");
    ASSERT_NE(one, nullptr);
    EXPECT_EQ(one->vpc, Reference<topology::Vpc>{"aws_vpc.main"});
    const auto* main = topology.find<topology::Cluster>("aws_eks_cluster.main");
    ASSERT_NE(main, nullptr);
    EXPECT_EQ(main->subnets,
              (std::vector{Reference<topology::Subnet>{"module.network.aws_subnet.one"}}));
}

TEST(TerraformPlan, LeavesOutWhatIsDeleted) {
    const auto deleted = R"({"address": "aws_vpc.main", "mode": "managed", "type": "aws_vpc",
      "name": "main", "change": {"actions": ["delete"], "before": {}, "after": null}})";
    EXPECT_TRUE(read(plan_of(deleted)).all<topology::Vpc>().empty());
}

TEST(TerraformPlan, SaysWhatOtherJsonIs) {
    const auto message = [](std::string_view text) {
        return read_terraform_plan(text, "x.json").error().message;
    };
    EXPECT_THAT(message("{}"), HasSubstr("format_version"));
    EXPECT_THAT(message(R"({"format_version": "2.0", "resource_changes": []})"), HasSubstr("2.0"));
    EXPECT_THAT(message(R"({"format_version": "1.0", "values": {}})"), HasSubstr("state"));
    EXPECT_FALSE(read_terraform_plan("{\"format_version\": ", "x.json"));
}

TEST(TerraformPlan, IsRecognisedByItsBeginning) {
    EXPECT_TRUE(looks_like_terraform_plan("\n {\"format_version\""));
    EXPECT_TRUE(looks_like_terraform_plan(std::string_view("\xFF\xFE{\0", 4)));
    EXPECT_FALSE(looks_like_terraform_plan("apiVersion: inland.dev/v1alpha1"));
    EXPECT_FALSE(looks_like_terraform_plan(""));
}

}  // namespace
}  // namespace inland::sources
