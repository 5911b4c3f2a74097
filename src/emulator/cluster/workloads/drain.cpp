// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/workloads/drain.h"

#include "emulator/cluster/autoscaler/movable_pods.h"
#include "emulator/cluster/workloads/controllers.h"
#include "emulator/cluster/workloads/disruption_budgets.h"
#include "emulator/services/members.h"

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

const ResourceType& pods() {
    static const auto& type = type_of("", "pods");
    return type;
}

/// A static pod is the kubelet's own, and a DaemonSet would make its pod again.
bool stays_with_node(const json::object& pod) {
    return autoscaler::is_of_daemon_set(pod) ||
           find_object(pod, "metadata.annotations").contains("kubernetes.io/config.mirror");
}

std::vector<json::object> evictable_pods(const Objects& objects, std::string_view node) {
    std::vector<json::object> found;
    for (const auto* pod : objects.list(pods()))
        if (string_or_empty(*pod, "spec.nodeName") == node && !stays_with_node(*pod))
            found.push_back(*pod);
    return found;
}

/// More than one budget is more than the eviction API supports.
bool may_go(const Objects& objects, const json::object& pod) {
    const auto budgets = budgets_of_pod(objects, pod);
    return budgets.empty() || (budgets.size() == 1 && allows_eviction(*budgets.front(), pod));
}

}  // namespace

std::string node_of_instance(const Objects& objects, std::string_view instance_id) {
    for (const auto* node : objects.list(type_of("", "nodes")))
        if (string_or_empty(*node, "spec.providerID").ends_with(instance_id))
            return name_of(*node);
    return {};
}

void set_schedulable(Objects& objects, std::string_view node, Schedulable schedulable) {
    const auto before = objects.version();
    objects.change(type_of("", "nodes"), "", node, [&](json::object& stored) {
        auto& spec = object_in(stored, "spec");
        if (schedulable == Schedulable::Yes)
            spec.erase("unschedulable");
        else
            spec["unschedulable"] = true;
    });
    if (objects.version() != before)
        reconcile(objects);
}

bool has_pods(const Objects& objects, std::string_view node) {
    return !evictable_pods(objects, node).empty();
}

std::vector<std::string> evict_pods(Objects& objects, std::string_view node, Budgets budgets) {
    const auto before = objects.version();
    std::vector<std::string> left;
    for (const auto& pod : evictable_pods(objects, node)) {
        if (budgets == Budgets::Honoured && !may_go(objects, pod)) {
            left.push_back(fmt::format("{}/{}", namespace_of(pod), name_of(pod)));
            continue;
        }
        objects.remove(pods(), namespace_of(pod), name_of(pod));
        reconcile_disruption_budgets(objects);
    }
    if (objects.version() != before)
        reconcile(objects);
    return left;
}

}  // namespace inland::emulator::cluster
