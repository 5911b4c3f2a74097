// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/workloads/stateful_sets.h"

#include "emulator/cluster/workloads/controller_revisions.h"
#include "emulator/cluster/workloads/events.h"
#include "emulator/cluster/workloads/new_object.h"
#include "emulator/cluster/workloads/owned.h"
#include "emulator/cluster/workloads/pods.h"
#include "emulator/services/members.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

const ResourceType& sets() {
    static const auto& type = type_of("apps", "statefulsets");
    return type;
}

std::string name_of_pod(const json::object& set, std::int64_t ordinal) {
    return fmt::format("{}-{}", name_of(set), ordinal);
}

const json::object* pod_at(const Objects& objects, const json::object& set, std::int64_t ordinal) {
    return objects.find(type_of("", "pods"), namespace_of(set), name_of_pod(set, ordinal));
}

std::int64_t replicas_of(const json::object& set) {
    return find_int(set, "spec.replicas").value_or(1);
}

/// One claim for each template, "data-web-0", kept when the pod goes.
void make_claims(Objects& objects, const json::object& set, json::object& pod,
                 const std::string& name) {
    for (const auto& claim : find_array(set, "spec.volumeClaimTemplates")) {
        const auto volume = string_or_empty(claim, "metadata.name");
        const auto claim_name = fmt::format("{}-{}", volume, name);
        objects.ensure(
            type_of("", "persistentvolumeclaims"),
            {{"metadata", json::object{{"name", claim_name},
                                       {"namespace", namespace_of(set)},
                                       {"labels", find_object(set, "spec.selector.matchLabels")}}},
             {"spec", find_object(claim, "spec")},
             {"status", json::object{{"phase", "Pending"}}}});
        list_in(object_in(pod, "spec"), "volumes")
            .push_back(
                json::object{{"name", volume},
                             {"persistentVolumeClaim", json::object{{"claimName", claim_name}}}});
    }
}

void add_pod(Objects& objects, const json::object& set, std::int64_t ordinal,
             const std::string& hash) {
    const auto name = name_of_pod(set, ordinal);
    auto pod = pod_of_template(set, find_object(set, "spec.template"));
    auto& metadata = metadata_in(pod);
    metadata.erase("generateName");
    metadata["name"] = name;
    auto& labels = object_in(metadata, "labels");
    labels[controller_hash_label] = hash;
    labels["statefulset.kubernetes.io/pod-name"] = name;
    labels["apps.kubernetes.io/pod-index"] = std::to_string(ordinal);
    auto& spec = object_in(pod, "spec");
    spec["hostname"] = name;
    spec["subdomain"] = string_or_empty(set, "spec.serviceName");
    make_claims(objects, set, pod, name);
    (void)create_object(objects, type_of("", "pods"), std::move(pod));
    record_event(objects, set,
                 {"Normal", "SuccessfulCreate",
                  fmt::format("create Pod {} in StatefulSet {} successful", name, name_of(set)),
                  "statefulset-controller"});
}

void remove_pod(Objects& objects, const json::object& set, std::int64_t ordinal) {
    const auto name = name_of_pod(set, ordinal);
    objects.remove(type_of("", "pods"), namespace_of(set), name);
    record_event(objects, set,
                 {"Normal", "SuccessfulDelete",
                  fmt::format("delete Pod {} in StatefulSet {} successful", name, name_of(set)),
                  "statefulset-controller"});
}

bool is_parallel(const json::object& set) {
    return string_or_empty(set, "spec.podManagementPolicy") == "Parallel";
}

/// Makes what is missing; false when an earlier pod must become ready first.
bool keep_pods(Objects& objects, const json::object& set, const std::string& hash) {
    bool all_ready = true;
    for (std::int64_t i = 0; i < replicas_of(set); ++i) {
        if (pod_at(objects, set, i) == nullptr)
            add_pod(objects, set, i, hash);
        const auto* pod = pod_at(objects, set, i);
        all_ready = all_ready && pod != nullptr && is_ready(*pod);
        if (!all_ready && !is_parallel(set))
            return false;
    }
    return all_ready;
}

/// Takes one pod at a time from above.
void remove_surplus(Objects& objects, const json::object& set) {
    for (auto i =
             static_cast<std::int64_t>(owned_objects(objects, type_of("", "pods"), set).size());
         i > replicas_of(set); --i)
        remove_pod(objects, set, i - 1);
}

/// Replaces one pod of another revision, the last one first.
void update_one(Objects& objects, const json::object& set, const std::string& hash) {
    if (string_or_empty(set, "spec.updateStrategy.type") == "OnDelete")
        return;
    const auto partition = find_int(set, "spec.updateStrategy.rollingUpdate.partition").value_or(0);
    for (auto i = replicas_of(set) - 1; i >= partition; --i) {
        const auto* pod = pod_at(objects, set, i);
        if (pod != nullptr && !has_label(*pod, controller_hash_label, hash)) {
            remove_pod(objects, set, i);
            add_pod(objects, set, i, hash);
            return;
        }
    }
}

void set_status(Objects& objects, const json::object& set, const std::string& revision) {
    const auto hash = hash_of_revision(set, revision);
    const auto pods = owned_objects(objects, type_of("", "pods"), set);
    const auto total = static_cast<std::int64_t>(pods.size());
    const auto ready = std::ranges::count_if(pods, is_ready);
    const auto updated = std::ranges::count_if(
        pods, [&](const json::object& pod) { return has_label(pod, controller_hash_label, hash); });
    const bool is_done = updated == total && ready == total && total == replicas_of(set);
    objects.change(sets(), namespace_of(set), name_of(set), [&](json::object& stored) {
        auto& status = object_in(stored, "status");
        const auto former = string_or_empty(status, "currentRevision");
        const auto current = is_done || former.empty() ? revision : former;
        status["observedGeneration"] = find_int(set, "metadata.generation").value_or(1);
        status["replicas"] = total;
        status["readyReplicas"] = ready;
        status["availableReplicas"] = ready;
        status["updatedReplicas"] = updated;
        status["currentReplicas"] = current == revision ? updated : total - updated;
        status["currentRevision"] = current;
        status["updateRevision"] = revision;
        status["collisionCount"] = 0;
    });
}

void reconcile_set(Objects& objects, const json::object& set) {
    const auto revision = current_revision(objects, set);
    const auto hash = hash_of_revision(set, revision);
    remove_surplus(objects, set);
    if (keep_pods(objects, set, hash))
        update_one(objects, set, hash);
    set_status(objects, set, revision);
}

}  // namespace

void reconcile_stateful_sets(Objects& objects) {
    for (const auto& set : all_objects(objects, sets()))
        reconcile_set(objects, set);
}

}  // namespace inland::emulator::cluster
