// SPDX-License-Identifier: Apache-2.0
#include "emulator/faults.h"
#include "emulator/launch_faults.h"
#include "tests/emulator/machine/self_managed_group.h"

#include <gmock/gmock.h>

namespace inland::emulator::testing {
namespace {

using ::testing::HasSubstr;

/// A group of machines that are of no cluster: only Auto Scaling is looked at.
struct ScalingGroup : ::testing::Test {
    ScalingGroup() {
        vpc = aws.make_vpc();
        first = aws.make_subnet(vpc, "10.40.1.0/24", 'a');
        second = aws.make_subnet(vpc, "10.40.2.0/24", 'b');
        image = string_or_empty(
            aws.must("ssm", "GetParameter",
                     {{"Name",
                       "/aws/service/eks/optimized-ami/1.34/amazon-linux-2023/x86_64/"
                       "standard/recommended/image_id"}}),
            "Parameter.Value");
        aws.must("ec2", "CreateLaunchTemplate",
                 {{"LaunchTemplateName", "batch"}, {"LaunchTemplateData", data("m6i.large")}});
    }

    [[nodiscard]] json::object data(std::string_view type) const {
        return {{"ImageId", image}, {"InstanceType", type}};
    }

    void make(std::int64_t desired, json::object more = {}) {
        json::object input{{"AutoScalingGroupName", "batch"},
                           {"MinSize", 0},
                           {"MaxSize", 6},
                           {"DesiredCapacity", desired},
                           {"VPCZoneIdentifier", first + "," + second},
                           {"LaunchTemplate",
                            json::object{{"LaunchTemplateName", "batch"}, {"Version", "$Latest"}}}};
        for (const auto& [member, value] : more)
            input[member] = value;
        aws.must("autoscaling", "CreateAutoScalingGroup", input);
    }

    json::array members() {
        const auto groups = aws.must("autoscaling", "DescribeAutoScalingGroups");
        return find_array(groups, "AutoScalingGroups.0.Instances");
    }
    std::string id_of(std::size_t index) {
        return string_or_empty(members().at(index), "InstanceId");
    }
    json::array activities() {
        return find_array(aws.must("autoscaling", "DescribeScalingActivities",
                                   {{"AutoScalingGroupName", "batch"}}),
                          "Activities");
    }
    void hook(std::string_view transition, std::string_view result) {
        aws.must("autoscaling", "PutLifecycleHook",
                 {{"AutoScalingGroupName", "batch"},
                  {"LifecycleHookName", "wait"},
                  {"LifecycleTransition", transition},
                  {"HeartbeatTimeout", 600},
                  {"DefaultResult", result}});
    }
    json::object complete(const std::string& id, std::string_view result) {
        return aws.must("autoscaling", "CompleteLifecycleAction",
                        {{"AutoScalingGroupName", "batch"},
                         {"LifecycleHookName", "wait"},
                         {"InstanceId", id},
                         {"LifecycleActionResult", result}});
    }

    ServiceWorld aws;
    std::string vpc, first, second, image;
};

TEST_F(ScalingGroup, SpreadsOverZonesAndFollowsItsDesiredCapacity) {
    make(4);
    aws.pass(std::chrono::minutes(2));
    ASSERT_EQ(members().size(), 4U);
    std::map<std::string, int> zones;
    for (const auto& member : members())
        ++zones[string_or_empty(member, "AvailabilityZone")];
    EXPECT_EQ(zones, (std::map<std::string, int>{{"eu-central-1a", 2}, {"eu-central-1b", 2}}));
    EXPECT_EQ(string_or_empty(members().at(0), "LifecycleState"), "InService");
    EXPECT_EQ(string_or_empty(members().at(0), "LaunchTemplate.Version"), "1");
    aws.must("autoscaling", "SetDesiredCapacity",
             {{"AutoScalingGroupName", "batch"}, {"DesiredCapacity", 1}});
    aws.pass(std::chrono::minutes(5));
    EXPECT_EQ(members().size(), 1U);
    EXPECT_THAT(string_or_empty(activities().at(0), "Cause"),
                HasSubstr("shrinking the capacity from 4 to 1"));
}

TEST_F(ScalingGroup, ReplacesWhatSomebodyTerminatesOrStops) {
    make(2);
    aws.pass(std::chrono::minutes(2));
    const auto lost = id_of(0);
    const auto stopped = id_of(1);
    aws.must("ec2", "TerminateInstances", {{"InstanceIds", json::array{lost}}});
    aws.must("ec2", "StopInstances", {{"InstanceIds", json::array{stopped}}});
    aws.pass(std::chrono::minutes(6));
    ASSERT_EQ(members().size(), 2U);
    for (std::size_t index = 0; index < 2; ++index) {
        EXPECT_NE(id_of(index), lost);
        EXPECT_NE(id_of(index), stopped);
    }
    EXPECT_THAT(json::serialize(activities()),
                HasSubstr("an EC2 health check indicating it has been terminated or stopped"));
}

TEST_F(ScalingGroup, LetsInstancesWaitForTheirHooks) {
    make(0);
    hook("autoscaling:EC2_INSTANCE_LAUNCHING", "ABANDON");
    aws.must("autoscaling", "SetDesiredCapacity",
             {{"AutoScalingGroupName", "batch"}, {"DesiredCapacity", 1}});
    aws.pass(std::chrono::minutes(3));
    EXPECT_EQ(string_or_empty(members().at(0), "LifecycleState"), "Pending:Wait");
    const auto id = id_of(0);
    complete(id, "CONTINUE");
    EXPECT_EQ(string_or_empty(members().at(0), "LifecycleState"), "InService");
    hook("autoscaling:EC2_INSTANCE_TERMINATING", "CONTINUE");
    aws.must("autoscaling", "TerminateInstanceInAutoScalingGroup",
             {{"InstanceId", id}, {"ShouldDecrementDesiredCapacity", true}});
    EXPECT_EQ(string_or_empty(members().at(0), "LifecycleState"), "Terminating:Wait");
    aws.pass(std::chrono::minutes(9));
    EXPECT_EQ(members().size(), 1U);
    aws.pass(std::chrono::minutes(5));
    EXPECT_EQ(members().size(), 0U);
}

TEST_F(ScalingGroup, AbandonsALaunchThatNobodyCompletes) {
    make(0);
    hook("autoscaling:EC2_INSTANCE_LAUNCHING", "ABANDON");
    aws.must("autoscaling", "SetDesiredCapacity",
             {{"AutoScalingGroupName", "batch"}, {"DesiredCapacity", 1}});
    aws.pass(std::chrono::minutes(3));
    const auto id = id_of(0);
    aws.pass(std::chrono::minutes(14));
    ASSERT_FALSE(members().empty());
    EXPECT_NE(id_of(0), id);
}

TEST_F(ScalingGroup, SaysWhereThereIsNoCapacityAndTriesElsewhere) {
    Faults faults;
    faults.add({.kind = FaultKind::Capacity, .operation = "RunInstances", .count = 1});
    aws.world().part<LaunchFaults>().faults = &faults;
    make(1);
    aws.pass(std::chrono::minutes(2));
    EXPECT_EQ(members().size(), 1U);
    const auto all = activities();
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(string_or_empty(all.at(1), "StatusCode"), "Failed");
    EXPECT_THAT(string_or_empty(all.at(1), "StatusMessage"),
                HasSubstr("We currently do not have sufficient m6i.large capacity in the "
                          "Availability Zone you requested (eu-central-1a)"));
}

TEST_F(ScalingGroup, RefreshesItsInstancesWithTheNewTemplate) {
    make(2);
    aws.pass(std::chrono::minutes(2));
    aws.must("ec2", "CreateLaunchTemplateVersion",
             {{"LaunchTemplateName", "batch"}, {"LaunchTemplateData", data("m6i.xlarge")}});
    const auto started = aws.must("autoscaling", "StartInstanceRefresh",
                                  {{"AutoScalingGroupName", "batch"},
                                   {"Preferences", json::object{{"MinHealthyPercentage", 50}}}});
    EXPECT_EQ(aws.code("autoscaling", "StartInstanceRefresh", {{"AutoScalingGroupName", "batch"}}),
              "InstanceRefreshInProgress");
    aws.pass(std::chrono::minutes(1));
    std::size_t in_service = 0;
    for (const auto& member : members())
        in_service += string_or_empty(member, "LifecycleState") == "InService" ? 1U : 0U;
    EXPECT_GE(in_service, 1U);
    aws.pass(std::chrono::minutes(15));
    const auto refreshes =
        aws.must("autoscaling", "DescribeInstanceRefreshes", {{"AutoScalingGroupName", "batch"}});
    EXPECT_EQ(string_or_empty(refreshes, "InstanceRefreshes.0.Status"), "Successful");
    EXPECT_EQ(string_or_empty(refreshes, "InstanceRefreshes.0.InstanceRefreshId"),
              string_or_empty(started, "InstanceRefreshId"));
    ASSERT_EQ(members().size(), 2U);
    for (const auto& member : members())
        EXPECT_EQ(string_or_empty(member, "InstanceType"), "m6i.xlarge");
}

TEST_F(ScalingGroup, LaunchesNothingWhileThatIsSuspended) {
    make(0);
    aws.must("autoscaling", "SuspendProcesses",
             {{"AutoScalingGroupName", "batch"}, {"ScalingProcesses", json::array{"Launch"}}});
    aws.must("autoscaling", "SetDesiredCapacity",
             {{"AutoScalingGroupName", "batch"}, {"DesiredCapacity", 1}});
    aws.pass(std::chrono::minutes(2));
    EXPECT_EQ(members().size(), 0U);
    aws.must("autoscaling", "ResumeProcesses", {{"AutoScalingGroupName", "batch"}});
    aws.pass(std::chrono::minutes(2));
    EXPECT_EQ(members().size(), 1U);
}

TEST_F(ScalingGroup, KeepsProtectedInstances) {
    make(1);
    aws.pass(std::chrono::minutes(2));
    const auto id = id_of(0);
    aws.must("ec2", "ModifyInstanceAttribute",
             {{"InstanceId", id}, {"DisableApiTermination", json::object{{"Value", true}}}});
    EXPECT_EQ(aws.code("ec2", "TerminateInstances", {{"InstanceIds", json::array{id}}}),
              "OperationNotPermitted");
    EXPECT_EQ(aws.code("ec2", "RunInstances",
                       {{"ImageId", "ami-0123456789abcdef0"}, {"MinCount", 1}, {"MaxCount", 1}}),
              "InvalidAMIID.NotFound");
}

TEST(ManagedGroup, ReplacesItsMachinesWhenItsVersionRises) {
    PrivateCluster cluster;
    cluster.make_nodes(2);
    cluster.aws.pass(std::chrono::minutes(6));
    std::set<std::string> old;
    for (const auto& machine : cluster.machines())
        old.insert(string_or_empty(machine, "id"));
    cluster.aws.must("eks", "UpdateNodegroupVersion",
                     {{"clusterName", "atlas"}, {"nodegroupName", "general"}});
    EXPECT_EQ(cluster.group_status(), "UPDATING");
    cluster.aws.pass(std::chrono::minutes(40));
    EXPECT_EQ(cluster.group_status(), "ACTIVE");
    std::size_t joined = 0;
    for (const auto& machine : cluster.machines()) {
        if (find_string(machine, "state") != "joined")
            continue;
        ++joined;
        EXPECT_FALSE(old.contains(string_or_empty(machine, "id")));
    }
    EXPECT_EQ(joined, 2U);
}

TEST(ManagedGroup, IsDegradedWhileItCannotLaunch) {
    PrivateCluster cluster;
    cluster.make_nodes(1);
    cluster.aws.pass(std::chrono::minutes(6));
    Faults faults;
    faults.add({.kind = FaultKind::Capacity, .operation = "RunInstances", .count = 2});
    cluster.aws.world().part<LaunchFaults>().faults = &faults;
    const auto id = string_or_empty(cluster.machines().front(), "id");
    cluster.aws.must("ec2", "TerminateInstances", {{"InstanceIds", json::array{id}}});
    cluster.aws.pass(std::chrono::minutes(1));
    EXPECT_EQ(cluster.group_status(), "DEGRADED");
    EXPECT_EQ(
        string_or_empty(cluster.aws.must("eks", "DescribeNodegroup",
                                         {{"clusterName", "atlas"}, {"nodegroupName", "general"}}),
                        "nodegroup.health.issues.0.code"),
        "AsgInstanceLaunchFailures");
    cluster.aws.pass(std::chrono::minutes(8));
    EXPECT_EQ(cluster.group_status(), "ACTIVE");
}

}  // namespace
}  // namespace inland::emulator::testing
