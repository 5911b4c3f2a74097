// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/workloads/pod_completion.h"

#include "emulator/cluster/workloads/container_status.h"
#include "emulator/cluster/workloads/controllers.h"

namespace inland::emulator::cluster {

namespace {

constexpr std::string_view completion_event = "kubelet:complete";
/// How long emulated work takes.
constexpr Duration work_takes = std::chrono::seconds(5);

const ResourceType& pods() {
    static const auto& type = type_of("", "pods");
    return type;
}

void on_completion(World& world, const json::object& payload) {
    Objects objects(world,
                    {{string_or_empty(payload, "account"), string_or_empty(payload, "region")},
                     "eks:cluster",
                     string_or_empty(payload, "cluster")});
    const auto name_space = string_or_empty(payload, "namespace");
    const auto name = string_or_empty(payload, "name");
    const auto* stored = objects.find(pods(), name_space, name);
    if (stored == nullptr ||
        string_or_empty(*stored, "metadata.uid") != string_or_empty(payload, "uid"))
        return;
    objects.change(pods(), name_space, name,
                   [&](json::object& pod) { set_completed(pod, world.now()); });
    reconcile(objects);
}

}  // namespace

void plan_completion(Objects& objects, const json::object& pod) {
    const auto policy = string_or_empty(pod, "spec.restartPolicy");
    if (policy != "Never" && policy != "OnFailure")
        return;
    const auto& cluster = objects.cluster();
    objects.world().after(work_takes, completion_event,
                          {{"account", cluster.scope.account},
                           {"region", cluster.scope.region},
                           {"cluster", cluster.id},
                           {"namespace", namespace_of(pod)},
                           {"name", name_of(pod)},
                           {"uid", string_or_empty(pod, "metadata.uid")}},
                          Jump::Yes);
}

void register_completion_events(Scheduler& scheduler) {
    scheduler.on(std::string(completion_event), on_completion);
}

}  // namespace inland::emulator::cluster
