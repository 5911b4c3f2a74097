// SPDX-License-Identifier: Apache-2.0
#include "tests/design/example.h"
#include "topology/ownership.h"
#include "user_data/user_data.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::design {
namespace {

using testing::design_of;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::with;
using topology::AutoScalingGroup;
using topology::LaunchTemplate;

/// The example with a self-managed group beside its own.
Design with_group(std::string_view os = "al2023", std::string_view more = "") {
    return design_of(
        with("  nodeGroups:\n",
             fmt::format("  nodeGroups:\n    - {{name: batch, kind: self-managed, os: {}, "
                         "instanceTypes: [c6i.xlarge], min: 0, desired: 2, max: 10{}}}\n",
                         os, more)));
}

const LaunchTemplate& template_of(const Design& design) {
    return design.topology.all<LaunchTemplate>().at("launch-template/batch");
}
const AutoScalingGroup& group_of(const Design& design) {
    return design.topology.all<AutoScalingGroup>().at("auto-scaling-group/batch");
}

TEST(SelfManagedGroups, HaveARoleOfTheirOwnThatTheClusterTakesForNodes) {
    const auto result = with_group();
    const auto& topology = result.topology;
    EXPECT_NE(topology.find<topology::Role>("role/nodes"), nullptr);
    const auto* role = topology.find<topology::Role>("role/self-managed-nodes");
    ASSERT_NE(role, nullptr);
    EXPECT_EQ(role->managed_policies,
              topology.find<topology::Role>("role/nodes")->managed_policies);
    const auto* entry = topology.find<topology::AccessEntry>("access-entry/self-managed-nodes");
    ASSERT_NE(entry, nullptr);
    EXPECT_EQ(entry->entry_type.value(), "EC2_LINUX");
    EXPECT_EQ(entry->role.value().key, role->key);
    EXPECT_EQ(topology.all<topology::NodeGroup>().size(), 1U);
}

TEST(SelfManagedGroups, TellTheirMachinesTheClusterOnceItIsMade) {
    const auto result = with_group("al2023", ", labels: {a: b}");
    const auto& text = template_of(result).user_data.value();
    EXPECT_THAT(topology::late_keys(text), ElementsAre("cluster/atlas"));
    const auto filled = topology::filled(text, [](std::string_view, std::string_view field) {
        return std::optional<std::string>(field == topology::late_endpoint ? "https://x" : "Q0E=");
    });
    const auto settings =
        user_data::read(filled.text, user_data::OperatingSystem::AmazonLinux2023).value();
    EXPECT_EQ(settings.cluster, "atlas");
    EXPECT_EQ(settings.endpoint, "https://x");
    EXPECT_EQ(settings.certificate_authority, "Q0E=");
    EXPECT_EQ(settings.service_cidr, "172.20.0.0/16");
    EXPECT_EQ(settings.cluster_dns, "172.20.0.10");
    EXPECT_EQ(settings.labels.at("a"), "b");
}

TEST(SelfManagedGroups, StartFromTheImageThatAwsPublishesForTheVersion) {
    const auto result = with_group();
    const auto& made = template_of(result);
    EXPECT_EQ(made.image.value(),
              "resolve:ssm:/aws/service/eks/optimized-ami/1.34/amazon-linux-2023/x86_64/standard/"
              "recommended/image_id");
    EXPECT_EQ(made.http_tokens.value(), "required");
    EXPECT_EQ(made.security_groups.value().front().key,
              topology::cluster_security_group_key("atlas"));
    EXPECT_EQ(made.block_devices.value(),
              (std::vector<topology::BlockDevice>{{"/dev/xvda", 20, "gp3", true}}));
    EXPECT_EQ(made.machine_tags.value().at("inland.dev/node-group"), "batch");
}

TEST(SelfManagedGroups, CarryTheTagsThatControllersGoBy) {
    const auto result =
        with_group("al2023", ", labels: {a: b}, taints: [{key: k, value: v, effect: NoSchedule}]");
    const auto& group = group_of(result);
    EXPECT_EQ(group.tags.at("kubernetes.io/cluster/atlas"), "owned");
    EXPECT_EQ(group.tags.at("k8s.io/cluster-autoscaler/enabled"), "true");
    EXPECT_EQ(group.tags.at("k8s.io/cluster-autoscaler/node-template/label/a"), "b");
    EXPECT_EQ(group.tags.at("k8s.io/cluster-autoscaler/node-template/taint/k"), "v:NoSchedule");
    EXPECT_THAT(group.propagated.value(), ElementsAre("kubernetes.io/cluster/atlas"));
    EXPECT_THAT(group.overrides.value(), IsEmpty());
    EXPECT_EQ(group.maximum.value(), 10);
}

TEST(SelfManagedGroups, TakeTheSizeOfTheDiskFromTheSpec) {
    EXPECT_EQ(
        template_of(with_group("al2023", ", diskSize: 80")).block_devices.value().front().size_gib,
        80);
    const auto managed = design_of(with("      max: 6", "      max: 6\n      diskSize: 80"));
    EXPECT_EQ(managed.topology.all<topology::NodeGroup>().begin()->second.disk_size.value(), 80);
}

TEST(SelfManagedGroups, NeedNoRoleForManagedGroupsThatAreNotThere) {
    const auto result = design_of(with("      kind: managed", "      kind: self-managed"));
    EXPECT_EQ(result.topology.find<topology::Role>("role/nodes"), nullptr);
    EXPECT_NE(result.topology.find<topology::Role>("role/self-managed-nodes"), nullptr);
}

}  // namespace
}  // namespace inland::design
