// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/workloads/new_pod.h"

#include "emulator/cluster/workloads/identity_webhook.h"
#include "emulator/services/members.h"

#include <algorithm>

namespace inland::emulator::cluster {

namespace {

constexpr int evicted_after_seconds = 300;

/// Whether every container says requests, and limits that are the same, of both.
bool is_guaranteed(const json::array& containers) {
    return !containers.empty() && std::ranges::all_of(containers, [](const json::value& each) {
        const auto& limits = find_object(each, "resources.limits");
        const auto& requests = find_object(each, "resources.requests");
        return limits.contains("cpu") && limits.contains("memory") &&
               (requests.empty() || requests == limits);
    });
}

bool asks_for_nothing(const json::array& containers) {
    return std::ranges::all_of(containers, [](const json::value& each) {
        return find_object(each, "resources.limits").empty() &&
               find_object(each, "resources.requests").empty();
    });
}

std::string_view class_of_service(const json::object& pod) {
    const auto& containers = find_array(pod, "spec.containers");
    if (asks_for_nothing(containers))
        return "BestEffort";
    return is_guaranteed(containers) ? "Guaranteed" : "Burstable";
}

/// Where only limits are said, requests are the same.
void set_requests(json::object& spec) {
    for (auto& container : list_in(spec, "containers")) {
        if (!container.is_object() || !container.get_object().contains("resources"))
            continue;
        auto& resources = object_in(container.get_object(), "resources");
        const auto limits = find_object(resources, "limits");
        if (limits.empty())
            continue;
        auto& requests = object_in(resources, "requests");
        for (const auto& [name, amount] : limits)
            if (!requests.contains(name))
                requests[name] = amount;
    }
}

/// The admission plugin DefaultTolerationSeconds.
void tolerate_trouble(json::object& spec, std::string_view key) {
    auto& tolerations = list_in(spec, "tolerations");
    const bool is_tolerated = std::ranges::any_of(tolerations, [&](const json::value& each) {
        const auto said = string_or_empty(each, "key");
        const auto effect = string_or_empty(each, "effect");
        return (said == key || said.empty()) && (effect == "NoExecute" || effect.empty());
    });
    if (!is_tolerated)
        tolerations.push_back(json::object{{"key", key},
                                           {"operator", "Exists"},
                                           {"effect", "NoExecute"},
                                           {"tolerationSeconds", evicted_after_seconds}});
}

void set_priority(const Objects& objects, json::object& spec) {
    const auto name = string_or_empty(spec, "priorityClassName");
    const auto* found =
        name.empty() ? nullptr
                     : objects.find(type_of("scheduling.k8s.io", "priorityclasses"), "", name);
    spec["priority"] = found == nullptr ? 0 : find_int(*found, "value").value_or(0);
}

}  // namespace

void start_pod(Objects& objects, json::object& pod) {
    give_identity(objects, pod);
    auto& spec = object_in(pod, "spec");
    set_requests(spec);
    for (const auto* key : {"node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"})
        tolerate_trouble(spec, key);
    set_priority(objects, spec);
    pod["status"] = json::object{{"phase", "Pending"}, {"qosClass", class_of_service(pod)}};
}

}  // namespace inland::emulator::cluster
