// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/workloads/pod_scheduler.h"

#include "emulator/cluster/workloads/events.h"
#include "emulator/cluster/workloads/pods.h"
#include "emulator/cluster/workloads/scheduling.h"
#include "emulator/services/members.h"

#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace inland::emulator::cluster {

namespace {

struct Choice {
    std::string node;     ///< "" when none fits
    std::string message;  ///< then: why
};

using Counts = std::map<std::string, int>;

/// Whether a node could be had by taking pods away from it: nobody is ever taken away here.
std::string preemption_on(const Reasons& reasons) {
    constexpr std::array in_vain{std::string_view("node(s) were unschedulable"),
                                 std::string_view("node(s) had untolerated taint"),
                                 std::string_view("node(s) didn't match Pod's node affinity"),
                                 std::string_view("node(s) didn't match pod affinity rules")};
    const bool helps = std::ranges::none_of(
        in_vain, [&](std::string_view begin) { return reasons.front().starts_with(begin); });
    return helps ? "No preemption victims found for incoming pod"
                 : "Preemption is not helpful for scheduling";
}

/// Reasons with how many nodes gave them, sorted as text, as kube-scheduler's FitError prints them.
std::string listed(const Counts& counts) {
    std::vector<std::string> reasons;
    reasons.reserve(counts.size());
    for (const auto& [reason, count] : counts)
        reasons.push_back(fmt::format("{} {}", count, reason));
    std::ranges::sort(reasons);
    return fmt::format("{}", fmt::join(reasons, ", "));
}

std::string refusal(std::size_t nodes, const Counts& counts, const Counts& preemption) {
    return fmt::format(
        "0/{0} nodes are available: {1}. preemption: 0/{0} nodes are available: {2}.", nodes,
        listed(counts), listed(preemption));
}

/// The node with the fewest pods of those on which the pod may be.
Choice choose_node(const Objects& objects, const json::object& pod) {
    const auto view = ClusterView::of(objects);
    Counts counts;
    Counts preemption;
    std::vector<std::pair<std::size_t, std::string>> fitting;
    for (const auto* node : view.nodes) {
        const auto reasons = reasons_against(view, pod, *node);
        for (const auto& reason : reasons)
            ++counts[reason];
        if (!reasons.empty())
            ++preemption[preemption_on(reasons)];
        else
            fitting.emplace_back(view.pods_on(*node).size(), name_of(*node));
    }
    if (!fitting.empty())
        return {std::ranges::min(fitting).second, {}};
    if (view.nodes.empty())
        return {{}, "no nodes available to schedule pods"};
    return {{}, refusal(view.nodes.size(), counts, preemption)};
}

void bind(Objects& objects, const json::object& pod, const std::string& node) {
    const auto now = objects.world().now();
    objects.change(type_of("", "pods"), namespace_of(pod), name_of(pod), [&](json::object& stored) {
        object_in(stored, "spec")["nodeName"] = node;
        set_condition(stored, {{"type", "PodScheduled"}, {"status", "True"}}, now);
    });
    record_event(
        objects, pod,
        {"Normal", "Scheduled",
         fmt::format("Successfully assigned {}/{} to {}", namespace_of(pod), name_of(pod), node),
         "default-scheduler"});
}

void refuse(Objects& objects, const json::object& pod, const std::string& message) {
    const auto now = objects.world().now();
    const json::object condition{{"type", "PodScheduled"},
                                 {"status", "False"},
                                 {"reason", "Unschedulable"},
                                 {"message", message}};
    for (const auto& each : find_array(pod, "status.conditions"))
        if (find_string(each, "type") == "PodScheduled" && find_string(each, "message") == message)
            return;
    objects.change(type_of("", "pods"), namespace_of(pod), name_of(pod),
                   [&](json::object& stored) { set_condition(stored, condition, now); });
    record_event(objects, pod, {"Warning", "FailedScheduling", message, "default-scheduler"});
}

}  // namespace

void schedule_pods(Objects& objects) {
    std::vector<json::object> waiting;
    for (const auto* pod : objects.list(type_of("", "pods")))
        if (string_or_empty(*pod, "spec.nodeName").empty() && !is_finished(*pod) &&
            string_or_empty(*pod, "spec.schedulerName") == "default-scheduler")
            waiting.push_back(*pod);
    for (const auto& pod : waiting) {
        const auto choice = choose_node(objects, pod);
        if (choice.node.empty())
            refuse(objects, pod, choice.message);
        else
            bind(objects, pod, choice.node);
    }
}

}  // namespace inland::emulator::cluster
