// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/workloads/daemon_sets.h"

#include "emulator/cluster/workloads/amounts.h"
#include "emulator/cluster/workloads/controller_revisions.h"
#include "emulator/cluster/workloads/new_object.h"
#include "emulator/cluster/workloads/pods.h"
#include "emulator/services/members.h"

#include <algorithm>
#include <array>

namespace inland::emulator::cluster {

namespace {

struct Counts {
    std::int64_t desired = 0, current = 0, updated = 0, ready = 0;
};

/// What every pod of a DaemonSet tolerates (pkg/controller/daemon/util).
struct TolerationRow {
    std::string_view key, effect;
};
constexpr std::array always_tolerated{
    TolerationRow{"node.kubernetes.io/not-ready", "NoExecute"},
    TolerationRow{"node.kubernetes.io/unreachable", "NoExecute"},
    TolerationRow{"node.kubernetes.io/disk-pressure", "NoSchedule"},
    TolerationRow{"node.kubernetes.io/memory-pressure", "NoSchedule"},
    TolerationRow{"node.kubernetes.io/pid-pressure", "NoSchedule"},
    TolerationRow{"node.kubernetes.io/unschedulable", "NoSchedule"}};

/// The set's template as its pods get it: labelled with its revision.
json::object labelled_template(const json::object& set, const std::string& hash) {
    auto pod_template = find_object(set, "spec.template");
    object_in(metadata_in(pod_template), "labels")[controller_hash_label] = hash;
    auto& tolerations = list_in(object_in(pod_template, "spec"), "tolerations");
    for (const auto& row : always_tolerated)
        tolerations.push_back(
            json::object{{"key", row.key}, {"operator", "Exists"}, {"effect", row.effect}});
    return pod_template;
}

bool has_node(const Objects& objects, const json::object& pod) {
    return objects.find(type_of("", "nodes"), "", string_or_empty(pod, "spec.nodeName")) != nullptr;
}

bool is_of(const json::object& pod, const std::string& hash) {
    return has_label(pod, controller_hash_label, hash);
}

/// How many pods an update may take away now: maxUnavailable, less those that are not ready.
std::int64_t may_go(const json::object& set, const std::vector<const json::object*>& pods,
                    std::size_t nodes) {
    if (string_or_empty(set, "spec.updateStrategy.type") == "OnDelete")
        return 0;
    const auto* said = find(set, "spec.updateStrategy.rollingUpdate.maxUnavailable");
    const auto most =
        said == nullptr ? 1 : amount_of(*said, static_cast<std::int64_t>(nodes), Round::Up);
    const auto ready =
        std::ranges::count_if(pods, [](const json::object* pod) { return is_ready(*pod); });
    return std::max<std::int64_t>(most, 1) - (static_cast<std::int64_t>(nodes) - ready);
}

/// Pods without a node go; of another revision's those that do not run, and as many as may.
void remove_stale_pods(Objects& objects, const json::object& set, const std::string& hash,
                       std::size_t nodes) {
    const auto pods = pods_of_owner(objects, set);
    auto left = may_go(set, pods, nodes);
    const bool is_manual = string_or_empty(set, "spec.updateStrategy.type") == "OnDelete";
    std::vector<std::string> stale;
    for (const auto* pod : pods) {
        if (!has_node(objects, *pod) || (!is_manual && !is_of(*pod, hash) && !is_ready(*pod)))
            stale.push_back(name_of(*pod));
        else if (!is_of(*pod, hash) && left-- > 0)
            stale.push_back(name_of(*pod));
    }
    for (const auto& name : stale)
        objects.remove(type_of("", "pods"), namespace_of(set), name);
}

void add_pod(Objects& objects, const json::object& set, const json::object& pod_template,
             const std::string& node) {
    auto pod = pod_of_template(set, pod_template);
    object_in(pod, "spec")["nodeName"] = node;
    (void)create_object(objects, type_of("", "pods"), std::move(pod));
}

std::vector<std::string> eligible_nodes(const Objects& objects, const json::object& pod_template) {
    const auto& spec = find_object(pod_template, "spec");
    std::vector<std::string> names;
    for (const auto* node : objects.list(type_of("", "nodes")))
        if (tolerates(spec, *node) && is_selected(spec, *node))
            names.push_back(name_of(*node));
    return names;
}

Counts count(const Objects& objects, const json::object& set, const std::string& hash,
             std::size_t eligible) {
    Counts counts;
    counts.desired = static_cast<std::int64_t>(eligible);
    for (const auto* pod : pods_of_owner(objects, set)) {
        ++counts.current;
        counts.updated += is_of(*pod, hash) ? 1 : 0;
        counts.ready += is_ready(*pod) ? 1 : 0;
    }
    return counts;
}

void set_status(json::object& set, const Counts& counts) {
    set["status"] =
        json::object{{"currentNumberScheduled", counts.current},
                     {"numberMisscheduled", 0},
                     {"desiredNumberScheduled", counts.desired},
                     {"numberReady", counts.ready},
                     {"observedGeneration", find_int(set, "metadata.generation").value_or(1)},
                     {"updatedNumberScheduled", counts.updated},
                     {"numberAvailable", counts.ready},
                     {"numberUnavailable", counts.desired - counts.ready}};
}

void reconcile_set(Objects& objects, const json::object& set) {
    const auto hash = hash_of_revision(set, current_revision(objects, set));
    const auto pod_template = labelled_template(set, hash);
    const auto nodes = eligible_nodes(objects, pod_template);
    remove_stale_pods(objects, set, hash, nodes.size());
    std::vector<std::string> covered;
    for (const auto* pod : pods_of_owner(objects, set))
        covered.push_back(string_or_empty(*pod, "spec.nodeName"));
    for (const auto& node : nodes)
        if (std::ranges::find(covered, node) == covered.end())
            add_pod(objects, set, pod_template, node);
    const auto counts = count(objects, set, hash, nodes.size());
    objects.change(type_of("apps", "daemonsets"), namespace_of(set), name_of(set),
                   [&](json::object& stored) { set_status(stored, counts); });
}

}  // namespace

void reconcile_daemon_sets(Objects& objects) {
    std::vector<json::object> sets;
    for (const auto* set : objects.list(type_of("apps", "daemonsets")))
        sets.push_back(*set);
    for (const auto& set : sets)
        reconcile_set(objects, set);
}

}  // namespace inland::emulator::cluster
