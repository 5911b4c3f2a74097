// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/workloads/replica_sets.h"

#include "emulator/cluster/workloads/events.h"
#include "emulator/cluster/workloads/new_object.h"
#include "emulator/cluster/workloads/owned.h"
#include "emulator/cluster/workloads/pods.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

constexpr std::string_view component = "replicaset-controller";

const ResourceType& replica_sets() {
    static const auto& type = type_of("apps", "replicasets");
    return type;
}

std::vector<const json::object*> live_pods(const Objects& objects, const json::object& set) {
    auto pods = pods_of_owner(objects, set);
    std::erase_if(pods, [](const json::object* pod) { return is_finished(*pod); });
    return pods;
}

/// Pods that do not run yet go first.
void remove_surplus(Objects& objects, const json::object& set,
                    std::vector<const json::object*> pods, std::size_t keep) {
    std::ranges::stable_partition(pods, [](const json::object* pod) { return is_ready(*pod); });
    std::vector<std::string> doomed;
    for (std::size_t i = keep; i < pods.size(); ++i)
        doomed.push_back(name_of(*pods[i]));
    for (const auto& name : doomed) {
        objects.remove(type_of("", "pods"), namespace_of(set), name);
        record_event(
            objects, set,
            {"Normal", "SuccessfulDelete", fmt::format("Deleted pod: {}", name), component});
    }
}

void add_pod(Objects& objects, const json::object& set) {
    auto pod = pod_of_template(set, find_object(set, "spec.template"));
    const auto made = create_object(objects, type_of("", "pods"), std::move(pod));
    if (made)
        record_event(objects, set,
                     {"Normal", "SuccessfulCreate", fmt::format("Created pod: {}", name_of(*made)),
                      component});
    else
        record_event(objects, set,
                     {"Warning", "FailedCreate",
                      fmt::format("Error creating: {}", made.error().message), component});
}

void keep_replicas(Objects& objects, const json::object& set) {
    const auto wanted = static_cast<std::size_t>(
        std::max<std::int64_t>(find_int(set, "spec.replicas").value_or(0), 0));
    const auto pods = live_pods(objects, set);
    if (pods.size() > wanted)
        remove_surplus(objects, set, pods, wanted);
    for (auto i = pods.size(); i < wanted; ++i)
        add_pod(objects, set);
}

void set_status(Objects& objects, const json::object& set) {
    const auto pods = live_pods(objects, set);
    const auto total = static_cast<std::int64_t>(pods.size());
    const auto ready =
        std::ranges::count_if(pods, [](const json::object* pod) { return is_ready(*pod); });
    objects.change(replica_sets(), namespace_of(set), name_of(set), [&](json::object& stored) {
        stored["status"] =
            json::object{{"replicas", total},
                         {"fullyLabeledReplicas", total},
                         {"readyReplicas", ready},
                         {"availableReplicas", ready},
                         {"observedGeneration", find_int(set, "metadata.generation").value_or(1)}};
    });
}

}  // namespace

void reconcile_replica_sets(Objects& objects) {
    for (const auto& set : all_objects(objects, replica_sets())) {
        keep_replicas(objects, set);
        set_status(objects, set);
    }
}

}  // namespace inland::emulator::cluster
