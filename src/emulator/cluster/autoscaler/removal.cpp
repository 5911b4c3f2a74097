// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/autoscaler/removal.h"

#include "emulator/cluster/autoscaler/movable_pods.h"
#include "emulator/cluster/workloads/disruption_budgets.h"
#include "emulator/cluster/workloads/node.h"
#include "emulator/cluster/workloads/owned.h"
#include "emulator/services/members.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace inland::emulator::autoscaler {

namespace {

using cluster::name_of;
using cluster::namespace_of;
using cluster::Objects;
using cluster::type_of;

constexpr std::string_view to_be_deleted = "ToBeDeletedByClusterAutoscaler";
constexpr std::string_view candidate = "DeletionCandidateOfClusterAutoscaler";

std::string epoch_seconds(TimePoint time) {
    return std::to_string(
        std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count());
}

void set_taint(Objects& objects, std::string_view node, std::string_view key,
               std::string_view effect) {
    const auto value = epoch_seconds(objects.world().now());
    objects.change(type_of("", "nodes"), "", node, [&](json::object& stored) {
        auto& taints = list_in(object_in(stored, "spec"), "taints");
        if (find_where(taints, "key", key) == nullptr)
            taints.push_back(json::object{{"key", key}, {"value", value}, {"effect", effect}});
    });
}

void clear_taint(Objects& objects, std::string_view node, std::string_view key) {
    objects.change(type_of("", "nodes"), "", node, [&](json::object& stored) {
        auto& spec = object_in(stored, "spec");
        erase_where(list_in(spec, "taints"), "key", key);
        if (list_of(spec, "taints").empty())
            spec.erase("taints");
    });
}

std::vector<json::object> pods_on(const Objects& objects, std::string_view node) {
    std::vector<json::object> pods;
    for (const auto* pod : objects.list(type_of("", "pods")))
        if (string_or_empty(*pod, "spec.nodeName") == node && !is_of_daemon_set(*pod))
            pods.push_back(*pod);
    return pods;
}

std::string names_of(const std::vector<const json::object*>& pods) {
    std::vector<std::string> names;
    for (const auto* pod : pods)
        names.push_back(fmt::format("{}/{}", namespace_of(*pod), name_of(*pod)));
    return fmt::format("{}", fmt::join(names, ","));
}

}  // namespace

bool Remover::evict(const json::object& pod) const {
    acting.reports.on_pod(pod, "Normal", "ScaleDown", "deleting pod for node scale down");
    for (const auto* budget : cluster::budgets_of_pod(acting.objects, pod))
        if (!cluster::allows_eviction(*budget, pod)) {
            acting.journal.log(
                'E', "drain.go:264",
                fmt::format("Failed to evict pod {}, error: Cannot evict pod as it would "
                            "violate the pod's disruption budget.",
                            name_of(pod)));
            acting.reports.on_pod(pod, "Warning", "ScaleDownFailed",
                                  "failed to delete pod for ScaleDown");
            return false;
        }
    acting.objects.remove(type_of("", "pods"), namespace_of(pod), name_of(pod));
    cluster::reconcile_disruption_budgets(acting.objects);
    return true;
}

bool Remover::drain(const UnneededNode& node) const {
    return std::ranges::all_of(pods_on(acting.objects, node.node),
                               [&](const json::object& pod) { return evict(pod); });
}

Result<void> Remover::terminate(const std::string& instance) const {
    const auto answer =
        TRY(call_aws(acting.caller, "autoscaling", "TerminateInstanceInAutoScalingGroup",
                     {{"InstanceId", instance}, {"ShouldDecrementDesiredCapacity", true}}));
    acting.journal.log('I', "auto_scaling_groups.go:343",
                       string_or_empty(answer, "Activity.Description"));
    return {};
}

bool Remover::give_up(const UnneededNode& node, const std::string& why) const {
    acting.journal.log('E', "delete_in_batch.go:168",
                       fmt::format("Scale-down: couldn't delete node {}, {}", node.node, why));
    acting.reports.on_node(node.node, "Warning", "ScaleDownFailed", why);
    clear_taint(acting.objects, node.node, to_be_deleted);
    return false;
}

bool Remover::remove(const UnneededNode& node) const {
    const bool is_empty = node.pods.empty();
    const auto text = is_empty ? fmt::format("Scale-down: removing empty node \"{}\"", node.node)
                               : fmt::format(
                                     "Scale-down: removing node {}, utilization: {:.6g}, pods to "
                                     "reschedule: {}",
                                     node.node, node.utilization, names_of(node.pods));
    acting.journal.log('I', "actuator.go:212", text);
    acting.reports.on_status("Normal", is_empty ? "ScaleDownEmpty" : "ScaleDown", text);
    set_taint(acting.objects, node.node, to_be_deleted, "NoSchedule");
    acting.reports.on_node(node.node, "Normal", "ScaleDown",
                           "marked the node as toBeDeleted/unschedulable");
    if (!drain(node))
        return give_up(node, "failed to drain the node, aborting ScaleDown");
    const auto instance = cluster::instance_of_node(acting.objects, node.node);
    if (const auto gone = terminate(instance ? instance->id : ""); !gone)
        return give_up(node, fmt::format("failed to delete nodes from group {}: {}", node.group,
                                         gone.error().message));
    acting.reports.on_node(node.node, "Normal", "ScaleDown", "node removed by cluster autoscaler");
    acting.journal.log('I', "delete_in_batch.go:150",
                       fmt::format("Scale-down: node {} removed {}", node.node,
                                   is_empty ? "(empty)" : "with drain"));
    return true;
}

bool Remover::remove_unregistered(const std::string& group, const std::string& instance) const {
    acting.journal.log('I', "static_autoscaler.go:787",
                       fmt::format("Marking unregistered node aws:///{} for removal", instance));
    if (const auto gone = terminate(instance); !gone) {
        acting.journal.log('W', "static_autoscaler.go:849",
                           fmt::format("Failed to remove nodes from node group {}: {}", group,
                                       gone.error().message));
        return false;
    }
    acting.reports.on_status("Normal", "DeleteUnregistered",
                             fmt::format("Removed unregistered node {}", instance));
    return true;
}

void Remover::mark_candidates(const std::vector<UnneededNode>& unneeded) const {
    for (const auto& node : cluster::all_objects(acting.objects, type_of("", "nodes"))) {
        const auto name = name_of(node);
        const bool is_unneeded =
            std::ranges::find(unneeded, name, &UnneededNode::node) != unneeded.end();
        const auto& taints = find_array(node, "spec.taints");
        const bool is_marked = find_where(taints, "key", candidate) != nullptr;
        if (is_unneeded && !is_marked)
            set_taint(acting.objects, name, candidate, "PreferNoSchedule");
        if (!is_unneeded && is_marked)
            clear_taint(acting.objects, name, candidate);
    }
}

}  // namespace inland::emulator::autoscaler
