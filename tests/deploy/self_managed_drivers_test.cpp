// SPDX-License-Identifier: Apache-2.0
#include "core/crypto.h"
#include "deploy/drivers/drivers.h"
#include "tests/deploy/fake_aws.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::deploy {
namespace {

using testing::DriverRun;
using ::testing::HasSubstr;
using testing::owned;
using topology::AutoScalingGroup;
using topology::InstanceProfile;
using topology::LaunchTemplate;
using topology::Reference;

const char* const described_cluster = R"({"cluster": {"name": "atlas",
    "endpoint": "https://A.gr7.eu-central-1.eks.amazonaws.com",
    "certificateAuthority": {"data": "Q0E="}}})";

LaunchTemplate machine_template() {
    auto desired = owned<LaunchTemplate>("launch-template/batch");
    desired.template_name = "atlas-batch";
    desired.image = "resolve:ssm:/aws/service/x/image_id";
    desired.instance_type = "c6i.xlarge";
    desired.user_data = topology::LateText{
        "server ${cluster/atlas.endpoint} ${cluster/atlas.certificate_authority}"};
    desired.http_tokens = "required";
    desired.hop_limit = 2;
    desired.block_devices = std::vector<topology::BlockDevice>{{"/dev/xvda", 30, "gp3", true}};
    return desired;
}

/// What is read back of a template that was made.
LaunchTemplate observed_template() {
    auto observed = machine_template();
    observed.id = "lt-1";
    observed.user_data =
        topology::LateText{"server https://A.gr7.eu-central-1.eks.amazonaws.com Q0E="};
    return observed;
}

AutoScalingGroup group() {
    auto desired = owned<AutoScalingGroup>("auto-scaling-group/batch", "atlas-batch");
    desired.cluster = Reference<topology::Cluster>{"cluster/atlas"};
    desired.group_name = "atlas-batch";
    desired.launch_template = Reference<LaunchTemplate>{"lt-1"};
    desired.template_version = "$Latest";
    desired.overrides = std::vector<std::string>{};
    desired.subnets = std::vector<Reference<topology::Subnet>>{{"subnet-1"}, {"subnet-2"}};
    desired.minimum = 1;
    desired.desired = 2;
    desired.maximum = 4;
    desired.health_check = "EC2";
    desired.tags["kubernetes.io/cluster/atlas"] = "owned";
    desired.propagated = std::vector<std::string>{"kubernetes.io/cluster/atlas"};
    return desired;
}

TEST(LaunchTemplateDriver, FillsUserDataWithWhatEksTells) {
    DriverRun run;
    run.context.bind("cluster", "cluster/atlas", "atlas");
    run.aws.on("DescribeCluster", described_cluster)
        .on("CreateLaunchTemplate", R"({"LaunchTemplate": {"LaunchTemplateId": "lt-1"}})");
    EXPECT_EQ(operations<LaunchTemplate>().create(run.context, machine_template()).value(), "lt-1");
    const auto inputs = run.aws.inputs_of("CreateLaunchTemplate");
    ASSERT_EQ(inputs.size(), 1U);
    EXPECT_EQ(decode_base64(string_or_empty(inputs[0], "LaunchTemplateData.UserData")),
              "server https://A.gr7.eu-central-1.eks.amazonaws.com Q0E=");
    EXPECT_EQ(find_string(inputs[0], "LaunchTemplateData.MetadataOptions.HttpTokens"), "required");
    EXPECT_EQ(find_int(inputs[0], "LaunchTemplateData.BlockDeviceMappings.0.Ebs.VolumeSize"), 30);
}

TEST(LaunchTemplateDriver, MakesAVersionForNewDataOnly) {
    DriverRun run;
    run.context.bind("cluster", "cluster/atlas", "atlas");
    run.aws.on("DescribeCluster", described_cluster);
    auto observed = observed_template();
    observed.tags.erase("inland.dev/id");
    ASSERT_TRUE(operations<LaunchTemplate>().attach(run.context, machine_template(), &observed));
    EXPECT_TRUE(run.aws.inputs_of("CreateLaunchTemplateVersion").empty());
    EXPECT_EQ(run.aws.inputs_of("CreateTags").size(), 1U);
    observed.instance_type = "c5.xlarge";
    ASSERT_TRUE(operations<LaunchTemplate>().attach(run.context, machine_template(), &observed));
    EXPECT_EQ(run.aws.inputs_of("CreateLaunchTemplateVersion").size(), 1U);
}

TEST(AutoScalingGroupDriver, TellsMachinesTheTagsThatTheyNeed) {
    DriverRun run;
    ASSERT_TRUE(operations<AutoScalingGroup>().create(run.context, group()));
    const auto inputs = run.aws.inputs_of("CreateAutoScalingGroup");
    ASSERT_EQ(inputs.size(), 1U);
    EXPECT_EQ(find_string(inputs[0], "VPCZoneIdentifier"), "subnet-1,subnet-2");
    EXPECT_EQ(find_string(inputs[0], "LaunchTemplate.Version"), "$Latest");
    for (const auto& tag : find_array(inputs[0], "Tags"))
        EXPECT_EQ(find_bool(tag, "PropagateAtLaunch").value(),
                  string_or_empty(tag, "Key").starts_with("kubernetes.io/"));
}

TEST(AutoScalingGroupDriver, PutsSeveralInstanceTypesIntoAPolicy) {
    DriverRun run;
    auto desired = group();
    desired.overrides = std::vector<std::string>{"c6i.xlarge", "c5.xlarge"};
    ASSERT_TRUE(operations<AutoScalingGroup>().create(run.context, desired));
    const json::value input = run.aws.inputs_of("CreateAutoScalingGroup").front();
    EXPECT_EQ(find(input, "LaunchTemplate"), nullptr);
    EXPECT_EQ(find_string(input, "MixedInstancesPolicy.LaunchTemplate.Overrides.1.InstanceType"),
              "c5.xlarge");
}

TEST(AutoScalingGroupDriver, AdoptsItsOwnAndRefusesSomebodyElses) {
    DriverRun run;
    run.aws.refuse("CreateAutoScalingGroup",
                   {ErrorKind::AlreadyExists, "already exists", "AlreadyExists", 400});
    run.aws.on("DescribeAutoScalingGroups", R"({"AutoScalingGroups": [
        {"AutoScalingGroupName": "atlas-batch",
         "Tags": [{"Key": "inland.dev/cluster", "Value": "atlas"}]}]})");
    EXPECT_EQ(operations<AutoScalingGroup>().create(run.context, group()).value(), "atlas-batch");
    run.aws.on("DescribeAutoScalingGroups",
               R"({"AutoScalingGroups": [{"AutoScalingGroupName": "atlas-batch"}]})");
    const auto refused = operations<AutoScalingGroup>().create(run.context, group());
    ASSERT_FALSE(refused);
    EXPECT_THAT(refused.error().message, HasSubstr("already exists"));
}

TEST(AutoScalingGroupDriver, ChangesBoundsWithoutTouchingTheSize) {
    DriverRun run;
    auto desired = group();
    desired.maximum = 9;
    const auto observed = group();
    ASSERT_TRUE(operations<AutoScalingGroup>().attach(run.context, desired, &observed));
    const json::value input = run.aws.inputs_of("UpdateAutoScalingGroup").front();
    EXPECT_EQ(find_int(input, "MaxSize"), 9);
    EXPECT_EQ(find(input, "DesiredCapacity"), nullptr);
    EXPECT_TRUE(run.aws.inputs_of("CreateOrUpdateTags").empty());
}

TEST(AutoScalingGroupDriver, IsReadyWhenItsInstancesAreInService) {
    DriverRun run;
    const auto desired = group();
    const std::array resources{&desired};
    const auto look = [&](const char* instances, const char* activities) {
        run.aws.on("DescribeAutoScalingGroups",
                   fmt::format(R"({{"AutoScalingGroups": [{{"AutoScalingGroupName": "atlas-batch",
                       "DesiredCapacity": 1, "Instances": [{}]}}]}})",
                               instances));
        run.aws.on("DescribeScalingActivities",
                   fmt::format(R"({{"Activities": [{}]}})", activities));
        return operations<AutoScalingGroup>().ready(run.context, resources).value().front();
    };
    const auto* in_service = R"({"LifecycleState": "InService", "HealthStatus": "Healthy"})";
    const auto* failures = R"({"StatusCode": "Failed", "StatusMessage": "no capacity"},
                              {"StatusCode": "Failed"}, {"StatusCode": "Failed"})";
    EXPECT_TRUE(std::holds_alternative<Ready>(look(in_service, "")));
    EXPECT_TRUE(std::holds_alternative<NotYet>(look("", R"({"StatusCode": "Failed"})")));
    const auto failed = look("", failures);
    ASSERT_TRUE(std::holds_alternative<Error>(failed));
    EXPECT_THAT(std::get<Error>(failed).message, HasSubstr("no capacity"));
}

TEST(AutoScalingGroupDriver, IsScaledToZeroBeforeItIsDeleted) {
    DriverRun run;
    int looks = 0;
    run.aws.on("DescribeAutoScalingGroups", [&](const json::object&) -> Result<json::object> {
        const json::array instances =
            ++looks < 3 ? json::array{json::object{{"InstanceId", "i-1"}}} : json::array{};
        return json::object{
            {"AutoScalingGroups", json::array{json::object{{"AutoScalingGroupName", "atlas-batch"},
                                                           {"Instances", instances}}}}};
    });
    const auto observed = group();
    ASSERT_TRUE(operations<AutoScalingGroup>().detach(run.context, observed));
    EXPECT_EQ(find_int(run.aws.inputs_of("UpdateAutoScalingGroup").front(), "DesiredCapacity"), 0);
    ASSERT_TRUE(operations<AutoScalingGroup>().remove(run.context, observed));
    EXPECT_EQ(looks, 3);
    EXPECT_EQ(run.aws.inputs_of("DeleteAutoScalingGroup").size(), 1U);
}

TEST(InstanceProfileDriver, HoldsTheRoleOfTheDesignAndNoOther) {
    DriverRun run;
    run.aws.on("GetInstanceProfile", R"({"InstanceProfile": {"InstanceProfileName": "p",
        "Path": "/", "InstanceProfileId": "AIPA1", "Arn": "arn:p",
        "CreateDate": "2026-11-22T00:00:00Z", "Roles": [{"RoleName": "old", "Path": "/",
        "RoleId": "AROA1", "Arn": "arn:old", "CreateDate": "2026-11-22T00:00:00Z"}]}})");
    auto desired = owned<InstanceProfile>("instance-profile/nodes");
    desired.profile_name = "p";
    desired.role = Reference<topology::Role>{"new"};
    run.context.bind(InstanceProfile::type, desired.key, "p");
    ASSERT_TRUE(operations<InstanceProfile>().attach(run.context, desired, nullptr));
    EXPECT_EQ(find_string(run.aws.inputs_of("RemoveRoleFromInstanceProfile").front(), "RoleName"),
              "old");
    EXPECT_EQ(find_string(run.aws.inputs_of("AddRoleToInstanceProfile").front(), "RoleName"),
              "new");
}

}  // namespace
}  // namespace inland::deploy
