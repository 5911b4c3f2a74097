// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/workloads/deployments.h"

#include "emulator/cluster/workloads/defaults.h"
#include "emulator/cluster/workloads/pods.h"
#include "emulator/services/members.h"

#include <algorithm>

namespace inland::emulator::cluster {

namespace {

constexpr std::string_view hash_label = "pod-template-hash";

const ResourceType& replica_sets() {
    static const auto& type = type_of("apps", "replicasets");
    return type;
}

std::vector<json::object> copies(const std::vector<const json::object*>& objects) {
    std::vector<json::object> all;
    all.reserve(objects.size());
    for (const auto* object : objects)
        all.push_back(*object);
    return all;
}

bool is_owned_by(const json::object& object, const json::object& owner) {
    const auto uid = string_or_empty(owner, "metadata.uid");
    return std::ranges::any_of(
        find_array(object, "metadata.ownerReferences"),
        [&](const json::value& reference) { return find_string(reference, "uid") == uid; });
}

json::object replica_set_of(const json::object& deployment, const std::string& hash) {
    auto pod_template = find_object(deployment, "spec.template");
    object_in(metadata_in(pod_template), "labels")[hash_label] = hash;
    auto set = pod_of_template(deployment, pod_template);
    auto& metadata = metadata_in(set);
    metadata.erase("generateName");
    metadata["name"] = name_of(deployment) + "-" + hash;
    metadata["generation"] = 1;
    auto selector = find_object(deployment, "spec.selector");
    object_in(selector, "matchLabels")[hash_label] = hash;
    set["spec"] = json::object{
        {"replicas", 0}, {"selector", std::move(selector)}, {"template", std::move(pod_template)}};
    return set;
}

void scale(Objects& objects, const json::object& set, std::int64_t replicas) {
    objects.change(replica_sets(), namespace_of(set), name_of(set),
                   [&](json::object& stored) { object_in(stored, "spec")["replicas"] = replicas; });
}

/// The current template's set has all replicas, the others none.
void roll_out(Objects& objects, const json::object& deployment) {
    const auto hash = template_hash(find_object(deployment, "spec.template"));
    const auto wanted = replica_set_of(deployment, hash);
    objects.ensure(replica_sets(), wanted);
    const auto replicas = find_int(deployment, "spec.replicas").value_or(1);
    for (const auto& set : copies(objects.list(replica_sets(), namespace_of(deployment))))
        if (is_owned_by(set, deployment))
            scale(objects, set, name_of(set) == name_of(wanted) ? replicas : 0);
}

/// Pods that do not run yet go first.
void remove_surplus(Objects& objects, std::vector<const json::object*> pods, std::size_t keep) {
    std::ranges::stable_partition(pods, [](const json::object* pod) { return is_ready(*pod); });
    std::vector<json::object> doomed;
    for (std::size_t i = keep; i < pods.size(); ++i)
        doomed.push_back(*pods[i]);
    for (const auto& pod : doomed)
        objects.remove(type_of("", "pods"), namespace_of(pod), name_of(pod));
}

void keep_replicas(Objects& objects, const json::object& set) {
    const auto wanted = static_cast<std::size_t>(
        std::max<std::int64_t>(find_int(set, "spec.replicas").value_or(0), 0));
    const auto pods = pods_of_owner(objects, set);
    if (pods.size() > wanted)
        remove_surplus(objects, pods, wanted);
    for (auto i = pods.size(); i < wanted; ++i) {
        auto pod = pod_of_template(set, find_object(set, "spec.template"));
        (void)create_object(objects, type_of("", "pods"), std::move(pod));
    }
}

std::int64_t count_ready(const Objects& objects, const json::object& owner) {
    return std::ranges::count_if(pods_of_owner(objects, owner),
                                 [](const json::object* pod) { return is_ready(*pod); });
}

void set_replica_set_status(Objects& objects, const json::object& set) {
    const auto total = static_cast<std::int64_t>(pods_of_owner(objects, set).size());
    const auto ready = count_ready(objects, set);
    objects.change(replica_sets(), namespace_of(set), name_of(set), [&](json::object& stored) {
        stored["status"] =
            json::object{{"replicas", total},
                         {"fullyLabeledReplicas", total},
                         {"readyReplicas", ready},
                         {"availableReplicas", ready},
                         {"observedGeneration", find_int(set, "metadata.generation").value_or(1)}};
    });
}

void set_deployment_status(Objects& objects, const json::object& deployment) {
    std::int64_t total = 0;
    std::int64_t ready = 0;
    for (const auto* set : objects.list(replica_sets(), namespace_of(deployment)))
        if (is_owned_by(*set, deployment)) {
            total += find_int(*set, "status.replicas").value_or(0);
            ready += find_int(*set, "status.readyReplicas").value_or(0);
        }
    const auto wanted = find_int(deployment, "spec.replicas").value_or(1);
    const auto now = objects.world().now();
    objects.change(
        type_of("apps", "deployments"), namespace_of(deployment), name_of(deployment),
        [&](json::object& stored) {
            auto& status = object_in(stored, "status");
            status["observedGeneration"] = find_int(deployment, "metadata.generation").value_or(1);
            status["replicas"] = total;
            status["updatedReplicas"] = total;
            status["readyReplicas"] = ready;
            status["availableReplicas"] = ready;
            status["unavailableReplicas"] = std::max<std::int64_t>(wanted - ready, 0);
            const bool available = ready >= wanted;
            set_condition(
                stored,
                {{"type", "Available"},
                 {"status", available ? "True" : "False"},
                 {"reason", available ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable"},
                 {"message", available ? "Deployment has minimum availability."
                                       : "Deployment does not have minimum availability."}},
                now);
        });
}

}  // namespace

void reconcile_deployments(Objects& objects) {
    const auto deployments = copies(objects.list(type_of("apps", "deployments")));
    for (const auto& deployment : deployments)
        roll_out(objects, deployment);
    for (const auto& set : copies(objects.list(replica_sets()))) {
        keep_replicas(objects, set);
        set_replica_set_status(objects, set);
    }
    for (const auto& deployment : deployments)
        set_deployment_status(objects, deployment);
}

}  // namespace inland::emulator::cluster
