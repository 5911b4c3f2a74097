// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/workloads/deployments.h"

#include "emulator/cluster/workloads/deployment_status.h"
#include "emulator/cluster/workloads/events.h"
#include "emulator/cluster/workloads/owned.h"
#include "emulator/cluster/workloads/revisions.h"
#include "emulator/cluster/workloads/rolling_update.h"
#include "emulator/services/members.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

const ResourceType& replica_sets() {
    static const auto& type = type_of("apps", "replicasets");
    return type;
}

std::int64_t replicas_of(const json::object& set) {
    return find_int(set, "spec.replicas").value_or(0);
}

SetScale scale_of(const json::object& set) {
    return {replicas_of(set), find_int(set, "status.availableReplicas").value_or(0)};
}

void scale(Objects& objects, const json::object& deployment, const json::object& set,
           std::int64_t replicas) {
    const auto before = replicas_of(set);
    if (before == replicas)
        return;
    objects.change(replica_sets(), namespace_of(set), name_of(set), [&](json::object& stored) {
        object_in(stored, "spec")["replicas"] = replicas;
        metadata_in(stored)["generation"] = find_int(stored, "metadata.generation").value_or(0) + 1;
    });
    record_event(objects, deployment,
                 {"Normal", "ScalingReplicaSet",
                  fmt::format("Scaled {} replica set {} from {} to {}",
                              replicas > before ? "up" : "down", name_of(set), before, replicas),
                  "deployment-controller"});
}

/// The other sets, oldest first.
std::vector<json::object> old_sets(const Objects& objects, const json::object& deployment,
                                   const json::object& current) {
    auto sets = owned_objects(objects, replica_sets(), deployment);
    std::erase_if(sets, [&](const json::object& set) { return name_of(set) == name_of(current); });
    std::ranges::sort(sets, {}, revision_of);
    return sets;
}

void roll_out(Objects& objects, const json::object& deployment) {
    const auto current = current_replica_set(objects, deployment);
    const auto old = old_sets(objects, deployment, current);
    std::vector<SetScale> scales;
    std::ranges::transform(old, std::back_inserter(scales), scale_of);
    const auto step = next_step(deployment, scale_of(current), scales);
    scale(objects, deployment, current, step.current);
    for (std::size_t i = 0; i < old.size(); ++i)
        scale(objects, deployment, old[i], step.old[i]);
    forget_old_revisions(objects, deployment, current);
}

/// A paused Deployment is only scaled: the set that has its replicas.
void scale_paused(Objects& objects, const json::object& deployment) {
    auto sets = owned_objects(objects, replica_sets(), deployment);
    std::ranges::sort(sets, {}, revision_of);
    std::erase_if(sets, [](const json::object& set) { return replicas_of(set) == 0; });
    if (sets.size() == 1)
        scale(objects, deployment, sets.front(), find_int(deployment, "spec.replicas").value_or(1));
}

}  // namespace

void reconcile_deployments(Objects& objects) {
    for (const auto& deployment : all_objects(objects, type_of("apps", "deployments"))) {
        if (find_bool(deployment, "spec.paused").value_or(false))
            scale_paused(objects, deployment);
        else
            roll_out(objects, deployment);
    }
}

void report_deployments(Objects& objects) {
    for (const auto& deployment : all_objects(objects, type_of("apps", "deployments")))
        set_deployment_status(objects, deployment);
}

}  // namespace inland::emulator::cluster
