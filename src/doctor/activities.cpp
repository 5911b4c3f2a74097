// SPDX-License-Identifier: Apache-2.0
// Why Auto Scaling launches nothing, for managed groups as for others.
#include "doctor/rounds.h"

#include <fmt/format.h>

namespace inland::doctor {

namespace {

std::string name_of(const json::value& group) {
    for (const auto& tag : find_array(group, "Tags"))
        if (string_or_empty(tag, "Key") == "eks:nodegroup-name")
            return "node-group/" + string_or_empty(tag, "Value");
    return "auto-scaling-group/" + string_or_empty(group, "AutoScalingGroupName");
}

/// The newest activity alone: what failed before it is past.
Result<void> read_last_activity(const Round& round, const json::value& group) {
    const auto answer =
        TRY(round.call("autoscaling", "DescribeScalingActivities",
                       {{"AutoScalingGroupName", string_or_empty(group, "AutoScalingGroupName")}}));
    const auto& activities = find_array(answer, "Activities");
    if (!activities.empty() && string_or_empty(activities.front(), "StatusCode") == "Failed")
        round.add(knowledge::SeenIn::Activity, name_of(group),
                  string_or_empty(activities.front(), "StatusMessage"));
    return {};
}

}  // namespace

Result<void> read_activities(const Round& round) {
    const auto groups =
        TRY(round.list("autoscaling", "DescribeAutoScalingGroups", "AutoScalingGroups",
                       {{"Filters", json::array{sources::live::ec2_filter(
                                        "tag-key", {"kubernetes.io/cluster/" + round.cluster})}}}));
    for (const auto& group : groups)
        TRY_VOID(read_last_activity(round, group));
    return {};
}

}  // namespace inland::doctor
