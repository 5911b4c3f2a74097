// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/workloads/pod_scheduler.h"

#include "emulator/cluster/workloads/events.h"
#include "emulator/cluster/workloads/pods.h"
#include "emulator/services/members.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

std::int64_t pods_on(const Objects& objects, const std::string& node) {
    return std::ranges::count_if(objects.list(type_of("", "pods")), [&](const json::object* pod) {
        return find_string(*pod, "spec.nodeName") == node;
    });
}

std::int64_t most_pods(const json::object& node) {
    const auto text = string_or_empty(node, "status.allocatable.pods");
    std::int64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

/// Why a pod may not be on a node, in kube-scheduler's words.
struct Filter {
    std::string_view refusal;
    bool (*admits)(const Objects& objects, const json::object& spec, const json::object& node);
};
constexpr std::array filters{
    Filter{"were unschedulable",
           [](const Objects&, const json::object&, const json::object& node) {
               return !find_bool(node, "spec.unschedulable").value_or(false);
           }},
    Filter{"had untolerated taint(s)",
           [](const Objects&, const json::object& spec, const json::object& node) {
               return tolerates(spec, node);
           }},
    Filter{"didn't match Pod's node affinity/selector",
           [](const Objects&, const json::object& spec, const json::object& node) {
               return is_selected(spec, node);
           }},
    Filter{"Too many pods",
           [](const Objects& objects, const json::object&, const json::object& node) {
               return pods_on(objects, name_of(node)) < most_pods(node);
           }}};

struct Choice {
    std::string node;     ///< "" when none fits
    std::string message;  ///< then: why
};

Choice choose_node(const Objects& objects, const json::object& pod) {
    const auto nodes = objects.list(type_of("", "nodes"));
    std::array<int, filters.size()> refused{};
    std::vector<std::pair<std::int64_t, std::string>> fitting;
    for (const auto* node : nodes) {
        const auto* const refusing = std::ranges::find_if_not(filters, [&](const Filter& filter) {
            return filter.admits(objects, find_object(pod, "spec"), *node);
        });
        if (refusing == filters.end())
            fitting.emplace_back(pods_on(objects, name_of(*node)), name_of(*node));
        else
            ++refused[static_cast<std::size_t>(refusing - filters.begin())];
    }
    if (!fitting.empty())
        return {std::ranges::min(fitting).second, {}};
    std::string reasons;
    for (std::size_t i = 0; i < filters.size(); ++i)
        if (refused[i] > 0)
            reasons += fmt::format("{}{} {}", reasons.empty() ? " " : ", ", refused[i],
                                   filters[i].refusal);
    if (nodes.empty())
        return {{}, "no nodes available to schedule pods"};
    return {{}, fmt::format("0/{} nodes are available:{}.", nodes.size(), reasons)};
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
        if (string_or_empty(*pod, "spec.nodeName").empty())
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
