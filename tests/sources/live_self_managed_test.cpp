// SPDX-License-Identifier: Apache-2.0
#include "tests/sources/recorded_aws.h"
#include "topology/ownership.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::sources {
namespace {

using ::testing::ElementsAre;
using testing::read;
using testing::RecordedAws;
using topology::AutoScalingGroup;
using topology::LaunchTemplate;

/// Two groups of the cluster (Inland's and somebody's), one of EKS's, one of another cluster.
RecordedAws atlas() {
    RecordedAws aws;
    aws.on("DescribeCluster", R"({"cluster": {"name": "atlas", "status": "ACTIVE",
            "resourcesVpcConfig": {"clusterSecurityGroupId": "sg-9", "vpcId": "vpc-1"},
            "tags": {"inland.dev/cluster": "atlas", "inland.dev/id": "cluster/atlas"}}})")
        .on("DescribeSecurityGroups",
            R"({"SecurityGroups": [{"GroupId": "sg-9", "VpcId": "vpc-1"}]})")
        .on("DescribeAutoScalingGroups", R"({"AutoScalingGroups": [
            {"AutoScalingGroupName": "atlas-batch", "MinSize": 1, "DesiredCapacity": 2,
             "MaxSize": 4, "HealthCheckType": "EC2", "VPCZoneIdentifier": "subnet-2,subnet-1",
             "MixedInstancesPolicy": {"LaunchTemplate": {
                 "LaunchTemplateSpecification": {"LaunchTemplateId": "lt-1", "Version": "$Latest"},
                 "Overrides": [{"InstanceType": "c6i.xlarge"}, {"InstanceType": "c5.xlarge"}]}},
             "Tags": [
              {"Key": "inland.dev/cluster", "Value": "atlas", "PropagateAtLaunch": false},
              {"Key": "inland.dev/id", "Value": "auto-scaling-group/batch"},
              {"Key": "kubernetes.io/cluster/atlas", "Value": "owned", "PropagateAtLaunch": true}]},
            {"AutoScalingGroupName": "old-workers", "VPCZoneIdentifier": "subnet-1",
             "LaunchTemplate": {"LaunchTemplateId": "lt-2", "Version": "3"},
             "Tags": [{"Key": "kubernetes.io/cluster/atlas", "Value": "owned"}]},
            {"AutoScalingGroupName": "eks-general-1",
             "Tags": [{"Key": "kubernetes.io/cluster/atlas", "Value": "owned"},
                      {"Key": "eks:nodegroup-name", "Value": "general"}]},
            {"AutoScalingGroupName": "borea",
             "Tags": [{"Key": "kubernetes.io/cluster/borea", "Value": "owned"}]}]})")
        .on("DescribeLaunchTemplates", R"({"LaunchTemplates": [{"LaunchTemplateId": "lt-1",
            "LaunchTemplateName": "atlas-batch", "LatestVersionNumber": 2,
            "DefaultVersionNumber": 1,
            "Tags": [{"Key": "inland.dev/cluster", "Value": "atlas"},
                     {"Key": "inland.dev/id", "Value": "launch-template/batch"}]}]})")
        .on("DescribeLaunchTemplateVersions", R"({"LaunchTemplateVersions": [{
            "VersionNumber": 2, "LaunchTemplateData": {
             "ImageId": "resolve:ssm:/x/image_id", "InstanceType": "c6i.xlarge",
             "UserData": "aGVsbG8=", "SecurityGroupIds": ["sg-9"],
             "IamInstanceProfile": {
                 "Arn": "arn:aws:iam::123456789012:instance-profile/inland/atlas/nodes"},
             "MetadataOptions": {"HttpTokens": "required", "HttpPutResponseHopLimit": 2},
             "BlockDeviceMappings": [{"DeviceName": "/dev/xvda", "Ebs": {"VolumeSize": 30,
                 "VolumeType": "gp3", "Encrypted": true}}],
             "TagSpecifications": [{"ResourceType": "instance",
                 "Tags": [{"Key": "Name", "Value": "atlas/batch"}]}]}}]})")
        .on("GetInstanceProfile", R"({"InstanceProfile": {"InstanceProfileName": "nodes",
            "Path": "/inland/atlas/",
            "Arn": "arn:aws:iam::123456789012:instance-profile/inland/atlas/nodes",
            "Roles": [{"RoleName": "nodes-role"}],
            "Tags": [{"Key": "inland.dev/cluster", "Value": "atlas"},
                     {"Key": "inland.dev/id", "Value": "instance-profile/nodes"}]}})")
        .on("GetRole", R"({"Role": {"RoleName": "nodes-role", "Path": "/inland/atlas/",
            "Arn": "arn:aws:iam::123456789012:role/inland/atlas/nodes-role"}})");
    return aws;
}

TEST(ReadLiveSelfManaged, FindsTheClustersGroupsByTheTagOfCloudControllers) {
    auto aws = atlas();
    const auto topology = read(aws, {.cluster = "atlas"});
    std::vector<std::string> keys;
    for (const auto& [key, group] : topology.all<AutoScalingGroup>()) {
        keys.push_back(key);
        EXPECT_EQ(group.cluster.value().key, "cluster/atlas") << key;
    }
    EXPECT_THAT(keys, ElementsAre("auto-scaling-group/batch", "old-workers"));
}

TEST(ReadLiveSelfManaged, ReadsAGroupWithItsPolicy) {
    auto aws = atlas();
    const auto topology = read(aws, {.cluster = "atlas"});
    const auto& group = topology.all<AutoScalingGroup>().at("auto-scaling-group/batch");
    EXPECT_EQ(group.launch_template.value().key, "launch-template/batch");
    EXPECT_EQ(group.template_version.value(), "$Latest");
    EXPECT_THAT(group.overrides.value(), ElementsAre("c6i.xlarge", "c5.xlarge"));
    EXPECT_EQ(group.subnets.value().size(), 2U);
    EXPECT_THAT(group.propagated.value(), ElementsAre("kubernetes.io/cluster/atlas"));
    EXPECT_EQ(group.maximum.value(), 4);
}

TEST(ReadLiveSelfManaged, ReadsTheVersionOfTheTemplateThatItsGroupUses) {
    auto aws = atlas();
    const auto topology = read(aws, {.cluster = "atlas"});
    const auto& made = topology.all<LaunchTemplate>().at("launch-template/batch");
    EXPECT_EQ(made.user_data.value().text, "hello");
    EXPECT_EQ(made.security_groups.value().front().key,
              topology::cluster_security_group_key("atlas"));
    EXPECT_EQ(made.instance_profile.value().key, "instance-profile/nodes");
    EXPECT_EQ(made.http_tokens.value(), "required");
    EXPECT_EQ(made.block_devices.value().front().size_gib, 30);
    EXPECT_EQ(made.machine_tags.value().at("Name"), "atlas/batch");
    const auto asked = aws.inputs_of("DescribeLaunchTemplateVersions");
    EXPECT_EQ(find_string(asked.front(), "Versions.0"), "$Latest");
}

TEST(ReadLiveSelfManaged, FollowsTheProfileToItsRole) {
    auto aws = atlas();
    const auto topology = read(aws, {.cluster = "atlas"});
    const auto& profile = topology.all<topology::InstanceProfile>().at("instance-profile/nodes");
    EXPECT_EQ(profile.role.value().key, "nodes-role");
    EXPECT_NE(topology.find<topology::Role>("nodes-role"), nullptr);
}

}  // namespace
}  // namespace inland::sources
