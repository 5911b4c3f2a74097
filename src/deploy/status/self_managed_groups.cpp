// SPDX-License-Identifier: Apache-2.0
#include "deploy/status/inquiry.h"
#include "sources/live/document.h"
#include "topology/ownership.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::deploy::status {
namespace {

bool is_in_service(const json::value& instance) {
    return string_or_empty(instance, "LifecycleState") == "InService" &&
           string_or_empty(instance, "HealthStatus") == "Healthy";
}

/// Auto Scaling gives a group a state only while it is deleted; else its instances tell.
std::string state_of(const json::value& group, std::int64_t wanted) {
    auto status = string_or_empty(group, "Status");
    if (!status.empty())
        return status;
    const auto there = std::ranges::count_if(find_array(group, "Instances"), is_in_service);
    return there >= wanted ? "InService" : fmt::format("{} of {} InService", there, wanted);
}

PartStatus part_of(const json::value& group) {
    const auto name = string_or_empty(group, "AutoScalingGroupName");
    const auto key = topology::tag_value(sources::live::tag_list(group), topology::id_tag);
    const auto wanted = find_int(group, "DesiredCapacity").value_or(0);
    return {
        key.empty() ? "auto-scaling-group/" + name : key, name, state_of(group, wanted),
        fmt::format("{} node{} wanted, {} to {}; self-managed", wanted, wanted == 1 ? "" : "s",
                    find_int(group, "MinSize").value_or(0), find_int(group, "MaxSize").value_or(0)),
        time_of(group, "CreatedTime")};
}

/// Launches that fail leave the group short, and say why.
Result<void> add_launch_failure(Inquiry& inquiry, const PartStatus& group) {
    const auto answer = TRY(inquiry.aws.call("autoscaling", "DescribeScalingActivities",
                                             {{"AutoScalingGroupName", group.id}}));
    const auto& activities = find_array(answer, "Activities");  // newest first
    if (!activities.empty() && string_or_empty(activities[0], "StatusCode") == "Failed") {
        inquiry.result.problems.push_back({group.resource,
                                           string_or_empty(activities[0], "StatusMessage"),
                                           "Auto Scaling tries again by itself"});
    }
    return {};
}

}  // namespace

/// Groups by the tag that cloud controllers go by; EKS's own groups stand behind managed ones.
Result<void> read_self_managed_groups(Inquiry& inquiry) {
    const auto groups = inquiry.aws.list(
        "autoscaling", "DescribeAutoScalingGroups", "AutoScalingGroups",
        {{"Filters", json::array{sources::live::ec2_filter(
                         "tag-key", {"kubernetes.io/cluster/" + inquiry.cluster})}}});
    if (!groups && sources::live::lacks_operation(groups.error()))
        return {};
    for (const auto& group : TRY(groups)) {
        if (sources::live::tag_list(group).contains("eks:nodegroup-name"))
            continue;
        inquiry.result.node_groups.push_back(part_of(group));
        TRY_VOID(add_launch_failure(inquiry, inquiry.result.node_groups.back()));
    }
    return {};
}

}  // namespace inland::deploy::status
