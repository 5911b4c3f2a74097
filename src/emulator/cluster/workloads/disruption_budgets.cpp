// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/workloads/disruption_budgets.h"

#include "emulator/cluster/api/selectors.h"
#include "emulator/cluster/workloads/amounts.h"
#include "emulator/cluster/workloads/pods.h"
#include "emulator/services/members.h"

#include <algorithm>
#include <array>
#include <map>

namespace inland::emulator::cluster {

namespace {

const ResourceType& budgets() {
    static const auto& type = type_of("policy", "poddisruptionbudgets");
    return type;
}

/// A selector that says nothing selects nothing where it is missing, and all where it is empty.
bool selects(const json::object& budget, const json::object& pod) {
    const auto* selector = find(budget, "spec.selector");
    return selector != nullptr && selector->is_object() &&
           matches_labels(selector_of(selector->get_object()), find_object(pod, "metadata.labels"));
}

std::vector<const json::object*> pods_of(const Objects& objects, const json::object& budget) {
    auto pods = objects.list(type_of("", "pods"), namespace_of(budget));
    std::erase_if(pods, [&](const json::object* pod) { return !selects(budget, *pod); });
    return pods;
}

struct OwnerKind {
    std::string_view kind, plural;
};
constexpr std::array owner_kinds{OwnerKind{"ReplicaSet", "replicasets"},
                                 OwnerKind{"StatefulSet", "statefulsets"}};

std::int64_t replicas_of(const Objects& objects, const json::object& pod,
                         const json::value& owner) {
    for (const auto& row : owner_kinds) {
        if (find_string(owner, "kind") != row.kind)
            continue;
        const auto* set = objects.find(type_of("apps", row.plural), namespace_of(pod),
                                       string_or_empty(owner, "name"));
        return set == nullptr ? 0 : find_int(*set, "spec.replicas").value_or(0);
    }
    return 0;
}

/// How many pods there should be: what their controllers say, each counted once.
std::int64_t expected_pods(const Objects& objects, const std::vector<const json::object*>& pods) {
    std::map<std::string, std::int64_t> by_owner;
    for (const auto* pod : pods)
        for (const auto& owner : find_array(*pod, "metadata.ownerReferences"))
            by_owner[string_or_empty(owner, "uid")] = replicas_of(objects, *pod, owner);
    std::int64_t sum = 0;
    for (const auto& [uid, replicas] : by_owner)
        sum += replicas;
    return sum == 0 ? static_cast<std::int64_t>(pods.size()) : sum;
}

std::int64_t desired_healthy(const json::object& budget, std::int64_t expected) {
    const auto& spec = find_object(budget, "spec");
    if (const auto* unavailable = spec.if_contains("maxUnavailable"))
        return std::max<std::int64_t>(expected - amount_of(*unavailable, expected, Round::Up), 0);
    const auto* available = spec.if_contains("minAvailable");
    return available == nullptr ? std::min<std::int64_t>(1, expected)
                                : amount_of(*available, expected, Round::Up);
}

json::object status_of(const Objects& objects, const json::object& budget) {
    const auto pods = pods_of(objects, budget);
    const auto expected = expected_pods(objects, pods);
    const auto healthy =
        std::ranges::count_if(pods, [](const json::object* pod) { return is_ready(*pod); });
    const auto desired = desired_healthy(budget, expected);
    const auto allowed = pods.empty() ? 0 : std::max<std::int64_t>(healthy - desired, 0);
    return {{"currentHealthy", healthy},
            {"desiredHealthy", desired},
            {"disruptionsAllowed", allowed},
            {"expectedPods", expected},
            {"observedGeneration", find_int(budget, "metadata.generation").value_or(1)}};
}

json::object condition_of(std::int64_t allowed) {
    return {{"type", "DisruptionAllowed"},
            {"status", allowed > 0 ? "True" : "False"},
            {"reason", allowed > 0 ? "SufficientPods" : "InsufficientPods"},
            {"message", ""}};
}

}  // namespace

void reconcile_disruption_budgets(Objects& objects) {
    std::vector<json::object> all;
    for (const auto* budget : objects.list(budgets()))
        all.push_back(*budget);
    const auto now = objects.world().now();
    for (const auto& budget : all) {
        const auto status = status_of(objects, budget);
        objects.change(budgets(), namespace_of(budget), name_of(budget), [&](json::object& stored) {
            auto& kept = object_in(stored, "status");
            for (const auto& [member, value] : status)
                kept[member] = value;
            set_condition(stored, condition_of(find_int(status, "disruptionsAllowed").value_or(0)),
                          now);
        });
    }
}

std::vector<const json::object*> budgets_of_pod(const Objects& objects, const json::object& pod) {
    auto found = objects.list(budgets(), namespace_of(pod));
    std::erase_if(found, [&](const json::object* budget) { return !selects(*budget, pod); });
    return found;
}

bool allows_eviction(const json::object& budget, const json::object& pod) {
    const auto phase = string_or_empty(pod, "status.phase");
    if (phase == "Succeeded" || phase == "Failed" || phase == "Pending")
        return true;
    const auto healthy = find_int(budget, "status.currentHealthy").value_or(0);
    const auto desired = find_int(budget, "status.desiredHealthy").value_or(0);
    const bool always = string_or_empty(budget, "spec.unhealthyPodEvictionPolicy") == "AlwaysAllow";
    if (!is_ready(pod) && (always || (healthy >= desired && desired > 0)))
        return true;
    return find_int(budget, "status.disruptionsAllowed").value_or(0) > 0;
}

}  // namespace inland::emulator::cluster
