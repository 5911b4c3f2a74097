// SPDX-License-Identifier: Apache-2.0
// SSH that EKS lets into managed node groups, and machines that are not alike.
#include "sources/eksctl.h"
#include "sources/terraform_plan.h"
#include "tests/sources/template_text.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::sources {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Not;
using topology::AutoScalingGroup;
using topology::LaunchTemplate;
using topology::NodeGroup;
using topology::Reference;
using topology::SecurityGroup;
using topology::Topology;

Topology planned(std::string_view type, std::string_view values) {
    const auto plan = fmt::format(
        R"({{"format_version": "1.2", "resource_changes": [
            {{"address": "aws_eks_cluster.main", "type": "aws_eks_cluster", "name": "main",
              "mode": "managed", "change": {{"actions": ["create"], "after": {{"name": "atlas"}},
              "after_unknown": {{}}}}}},
            {{"address": "{0}.nodes", "type": "{0}", "name": "nodes", "mode": "managed",
              "change": {{"actions": ["create"], "after": {1}, "after_unknown": {{}}}}}}],
            "configuration": {{"root_module": {{}}}}}})",
        type, values);
    auto world = read_terraform_plan(plan, "plan.json");
    EXPECT_TRUE(world);
    return world.value_or(Topology());
}

void expect_open_to(const Topology& world, const std::string& group,
                    const topology::SecurityGroupRule& rule) {
    const auto& made = world.all<LaunchTemplate>().at(
        world.all<NodeGroup>().at(group).launch_template.value().key);
    ASSERT_TRUE(made.security_groups.is_known());
    ASSERT_EQ(made.security_groups.value().size(), 2);
    const auto& added = world.all<SecurityGroup>().at(made.security_groups.value()[1].key);
    EXPECT_THAT(added.ingress.value(), ElementsAre(rule));
}

TEST(RemoteAccess, LetsEverybodyInWhereNoGroupsAreGiven) {
    const topology::SecurityGroupRule everybody{
        .protocol = 6, .ports = {22, 22}, .block = Ipv4Prefix()};
    expect_open_to(planned("aws_eks_node_group", R"({"cluster_name": "atlas",
        "remote_access": [{"ec2_ssh_key": "me", "source_security_group_ids": []}]})"),
                   "aws_eks_node_group.nodes", everybody);
    expect_open_to(testing::read_template(R"(
Resources:
  Main: {Type: AWS::EKS::Cluster, Properties: {Name: atlas, RoleArn: a, ResourcesVpcConfig: {SubnetIds: [s]}}}
  Nodes: {Type: AWS::EKS::Nodegroup, Properties: {ClusterName: !Ref Main, NodeRole: r, Subnets: [s], RemoteAccess: {Ec2SshKey: me}}}
)"),
                   "Nodes", everybody);
}

TEST(RemoteAccess, LetsTheGroupsInThatAreGiven) {
    expect_open_to(planned("aws_eks_node_group", R"({"cluster_name": "atlas",
        "remote_access": [{"ec2_ssh_key": "me", "source_security_group_ids": ["sg-1"]}]})"),
                   "aws_eks_node_group.nodes", {.protocol = 6, .ports = {22, 22}, .group = "sg-1"});
}

TEST(RemoteAccess, IsUnknownInAConfigurationOfEksctl) {
    Diagnostics diagnostics;
    const auto world = read_eksctl(
        "apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: {name: atlas, region: "
        "eu-central-1}\nmanagedNodeGroups: [{name: a, ssh: {allow: true}}, {name: b}]\n",
        "cluster.yaml", diagnostics);
    ASSERT_TRUE(world);
    const auto& groups = world->all<NodeGroup>();
    EXPECT_TRUE(groups.at("managedNodeGroups:a").launch_template.is_unknown());
    EXPECT_TRUE(groups.at("managedNodeGroups:b").launch_template.is_absent());
}

TEST(AutoScalingGroups, AreOfNoOneTemplateWhereTypesHaveTheirOwn) {
    const auto world = planned("aws_autoscaling_group", R"({"name": "nodes",
        "tag": [{"key": "kubernetes.io/cluster/atlas", "value": "owned"}],
        "mixed_instances_policy": [{"launch_template": [{
            "launch_template_specification": [{"launch_template_id": "lt-1"}],
            "override": [{"instance_type": "a", "launch_template_specification": []},
                         {"instance_type": "b",
                          "launch_template_specification": [{"launch_template_id": "lt-2"}]}]}]}]})");
    EXPECT_TRUE(world.all<AutoScalingGroup>()
                    .at("aws_autoscaling_group.nodes")
                    .launch_template.is_unknown());
}

TEST(CloudFormationUnread, NamesWhatMayMatterAndNobodyReads) {
    const auto world = testing::read_template(R"(
Resources:
  Wall: {Type: AWS::NetworkFirewall::Firewall}
  Hub: {Type: AWS::EC2::TransitGatewayConnect}
  Bucket: {Type: AWS::S3::Bucket}
)");
    EXPECT_THAT(world.missing, Contains("Wall"));
    EXPECT_THAT(world.missing, Contains("Hub"));
    EXPECT_THAT(world.missing, Not(Contains("Bucket")));
}

}  // namespace
}  // namespace inland::sources
