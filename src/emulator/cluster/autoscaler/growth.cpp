// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/autoscaler/growth.h"

#include "emulator/cluster/workloads/pods.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::emulator::autoscaler {

namespace {

using cluster::name_of;
using cluster::namespace_of;
using cluster::type_of;

/// --expendable-pods-priority-cutoff.
constexpr std::int64_t expendable = -10;

bool is_unschedulable(const json::object& pod) {
    if (!string_or_empty(pod, "spec.nodeName").empty() || cluster::is_finished(pod) ||
        find_int(pod, "spec.priority").value_or(0) < expendable)
        return false;
    return std::ranges::any_of(find_array(pod, "status.conditions"),
                               [](const json::value& condition) {
                                   return find_string(condition, "type") == "PodScheduled" &&
                                          find_string(condition, "reason") == "Unschedulable";
                               });
}

Growth cannot_grow(const Acting& acting, const ScaleUp& chosen, const std::string& why) {
    const auto until = acting.now() + first_back_off;
    acting.journal.log('W', "executor.go:220",
                       fmt::format("Failed to scale up node group {}: {}", chosen.group, why));
    acting.journal.log(
        'W', "clusterstate.go:305",
        fmt::format("Disabling scale-up for node group {} until {}", chosen.group, iso8601(until)));
    acting.journal.log(
        'E', "static_autoscaler.go:552",
        fmt::format("Failed to scale up: failed to increase node group size: {}", why));
    acting.reports.on_status("Warning", "FailedToScaleUpGroup",
                             fmt::format("Scale-up failed for group {}: {}", chosen.group, why));
    acting.journal.set_time("backoff/" + chosen.group, until);
    return Growth::None;
}

/// "1 to 3 of group" as the events on the status say it.
std::string resized(std::string_view format, const ScaleUp& chosen) {
    return fmt::format(fmt::runtime(format), chosen.group, chosen.to, chosen.from, chosen.maximum);
}

void tell_begin(const Acting& acting, const ScaleUp& chosen, const std::string& change) {
    acting.journal.log('I', "orchestrator.go:186", "Best option to resize: " + chosen.group);
    acting.journal.log('I', "orchestrator.go:255",
                       fmt::format("Final scale-up plan: [{{{}}}]", change));
    acting.journal.log('I', "auto_scaling_groups.go:267",
                       fmt::format("Setting asg {} size to {}", chosen.group, chosen.to));
    acting.reports.on_status(
        "Normal", "ScaledUpGroup",
        resized("Scale-up: setting group {} size to {} instead of {} (max: {})", chosen));
}

Growth grow(const Acting& acting, const ScaleUp& chosen) {
    const auto change =
        fmt::format("{} {}->{} (max: {})", chosen.group, chosen.from, chosen.to, chosen.maximum);
    tell_begin(acting, chosen, change);
    const auto answer = call_aws(acting.caller, "autoscaling", "SetDesiredCapacity",
                                 {{"AutoScalingGroupName", chosen.group},
                                  {"DesiredCapacity", chosen.to},
                                  {"HonorCooldown", false}});
    if (!answer)
        return cannot_grow(acting, chosen, answer.error().message);
    acting.journal.set_time("added", acting.now());
    acting.journal.set_time("requested/" + chosen.group, acting.now());
    acting.reports.on_status(
        "Normal", "ScaledUpGroup",
        resized("Scale-up: group {} size set to {} instead of {} (max: {})", chosen));
    for (const auto* pod : chosen.pods)
        acting.reports.on_pod(*pod, "Normal", "TriggeredScaleUp",
                              fmt::format("pod triggered scale-up: [{{{}}}]", change));
    return Growth::Asked;
}

void tell_unhelped(const Acting& acting, const std::vector<UnhelpedPod>& pods) {
    if (!pods.empty())
        acting.journal.log('I', "orchestrator.go:169", "No expansion options");
    for (const auto& unhelped : pods)
        acting.reports.on_pod(*unhelped.pod, "Normal", "NotTriggerScaleUp",
                              "pod didn't trigger scale-up: " + listed_reasons(unhelped.reasons));
}

}  // namespace

std::vector<json::object> unschedulable_pods(const cluster::Objects& objects) {
    std::vector<json::object> pods;
    for (const auto* pod : objects.list(type_of("", "pods")))
        if (is_unschedulable(*pod))
            pods.push_back(*pod);
    return pods;
}

Growth grow_for(const Acting& acting, const std::vector<ScaledGroup>& groups,
                const std::vector<json::object>& pods) {
    std::vector<const json::object*> pending;
    for (const auto& pod : pods) {
        acting.journal.log(
            'I', "orchestrator.go:108",
            fmt::format("Pod {}/{} is unschedulable", namespace_of(pod), name_of(pod)));
        pending.push_back(&pod);
    }
    const auto view = cluster::ClusterView::of(acting.objects);
    const auto decision = decide_scale_up(view, groups, pending);
    if (decision.scale_up)
        return grow(acting, *decision.scale_up);
    tell_unhelped(acting, decision.unhelped);
    return Growth::None;
}

}  // namespace inland::emulator::autoscaler
