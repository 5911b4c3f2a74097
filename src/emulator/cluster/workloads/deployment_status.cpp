// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/workloads/deployment_status.h"

#include "emulator/cluster/workloads/amounts.h"
#include "emulator/cluster/workloads/owned.h"
#include "emulator/cluster/workloads/pods.h"
#include "emulator/cluster/workloads/revisions.h"
#include "emulator/services/members.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

struct Counts {
    std::int64_t wanted = 0, total = 0, updated = 0, ready = 0, available = 0;
    std::string current;  ///< the name of the current set

    [[nodiscard]] bool is_complete() const {
        return updated == wanted && total == wanted && available == wanted;
    }
};

Counts count(const Objects& objects, const json::object& deployment) {
    Counts counts{.wanted = find_int(deployment, "spec.replicas").value_or(1)};
    std::int64_t highest = 0;
    for (const auto& set : owned_objects(objects, type_of("apps", "replicasets"), deployment)) {
        const auto total = find_int(set, "status.replicas").value_or(0);
        counts.total += total;
        counts.ready += find_int(set, "status.readyReplicas").value_or(0);
        counts.available += find_int(set, "status.availableReplicas").value_or(0);
        if (revision_of(set) >= highest) {
            highest = revision_of(set);
            counts.current = name_of(set);
            counts.updated = total;
        }
    }
    return counts;
}

json::object available_condition(const json::object& deployment, const Counts& counts) {
    const auto* said = find(deployment, "spec.strategy.rollingUpdate.maxUnavailable");
    const auto missing = said == nullptr ? 0 : amount_of(*said, counts.wanted, Round::Down);
    const bool available = counts.available >= counts.wanted - missing;
    return {{"type", "Available"},
            {"status", available ? "True" : "False"},
            {"reason", available ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable"},
            {"message", available ? "Deployment has minimum availability."
                                  : "Deployment does not have minimum availability."}};
}

json::object progressing_condition(const json::object& deployment, const Counts& counts) {
    if (find_bool(deployment, "spec.paused").value_or(false))
        return {{"type", "Progressing"},
                {"status", "Unknown"},
                {"reason", "DeploymentPaused"},
                {"message", "Deployment is paused"}};
    if (counts.is_complete())
        return {{"type", "Progressing"},
                {"status", "True"},
                {"reason", "NewReplicaSetAvailable"},
                {"message",
                 fmt::format("ReplicaSet \"{}\" has successfully progressed.", counts.current)}};
    return {{"type", "Progressing"},
            {"status", "True"},
            {"reason", "ReplicaSetUpdated"},
            {"message", fmt::format("ReplicaSet \"{}\" is progressing.", counts.current)}};
}

/// How long a rollout has made no progress, by the time at which its numbers last changed.
bool is_late(const json::object& deployment, TimePoint now) {
    if (find_bool(deployment, "spec.paused").value_or(false))
        return false;
    constexpr std::int64_t usual = 600;
    const auto deadline = find_int(deployment, "spec.progressDeadlineSeconds").value_or(usual);
    for (const auto& condition : find_array(deployment, "status.conditions"))
        if (find_string(condition, "type") == "Progressing")
            if (const auto since = parse_iso8601(string_or_empty(condition, "lastUpdateTime")))
                return now - *since > std::chrono::seconds(deadline);
    return false;
}

json::object late_condition(const Counts& counts) {
    return {
        {"type", "Progressing"},
        {"status", "False"},
        {"reason", "ProgressDeadlineExceeded"},
        {"message", fmt::format("ReplicaSet \"{}\" has timed out progressing.", counts.current)}};
}

/// Sets a condition; the time of update changes with the numbers.
void set_progress(json::object& stored, json::object condition, bool is_moving, TimePoint now) {
    std::string updated;
    for (const auto& each : find_array(stored, "status.conditions"))
        if (find_string(each, "type") == string_or_empty(condition, "type"))
            updated = string_or_empty(each, "lastUpdateTime");
    condition["lastUpdateTime"] = updated.empty() || is_moving ? iso8601(now) : updated;
    set_condition(stored, std::move(condition), now);
}

json::object numbers_of(const json::object& deployment, const Counts& counts) {
    return {{"observedGeneration", find_int(deployment, "metadata.generation").value_or(1)},
            {"replicas", counts.total},
            {"updatedReplicas", counts.updated},
            {"readyReplicas", counts.ready},
            {"availableReplicas", counts.available},
            {"unavailableReplicas", std::max<std::int64_t>(counts.wanted - counts.available, 0)}};
}

}  // namespace

void set_deployment_status(Objects& objects, const json::object& deployment) {
    const auto counts = count(objects, deployment);
    const auto now = objects.world().now();
    const auto numbers = numbers_of(deployment, counts);
    objects.change(
        type_of("apps", "deployments"), namespace_of(deployment), name_of(deployment),
        [&](json::object& stored) {
            auto& status = object_in(stored, "status");
            bool is_moving = false;
            for (const auto& [name, value] : numbers) {
                const auto* before = status.if_contains(name);
                is_moving = is_moving || before == nullptr || *before != value;
                status[name] = value;
            }
            const bool late = !counts.is_complete() && !is_moving && is_late(stored, now);
            set_progress(stored, available_condition(deployment, counts), is_moving, now);
            set_progress(stored,
                         late ? late_condition(counts) : progressing_condition(deployment, counts),
                         is_moving, now);
        });
}

}  // namespace inland::emulator::cluster
