// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/workloads/daemon_sets.h"

#include "emulator/cluster/workloads/defaults.h"
#include "emulator/cluster/workloads/pods.h"
#include "emulator/services/members.h"

#include <algorithm>

namespace inland::emulator::cluster {

namespace {

constexpr std::string_view hash_label = "controller-revision-hash";

struct Counts {
    std::int64_t desired = 0, current = 0, updated = 0, ready = 0;
};

/// The set's template as its pods get it: labelled with its version.
json::object labelled_template(const json::object& set) {
    auto pod_template = find_object(set, "spec.template");
    const auto hash = template_hash(pod_template);
    object_in(metadata_in(pod_template), "labels")[hash_label] = hash;
    return pod_template;
}

/// Not another revision's, and on a node that is there.
bool is_current(const Objects& objects, const json::object& pod, const json::object& pod_template) {
    const auto hash = string_or_empty(find_object(pod_template, "metadata.labels"), hash_label);
    return has_label(pod, hash_label, hash) &&
           objects.find(type_of("", "nodes"), "", string_or_empty(pod, "spec.nodeName")) != nullptr;
}

void remove_stale_pods(Objects& objects, const json::object& set,
                       const json::object& pod_template) {
    std::vector<std::string> stale;
    for (const auto* pod : pods_of_owner(objects, set))
        if (!is_current(objects, *pod, pod_template))
            stale.push_back(name_of(*pod));
    for (const auto& name : stale)
        objects.remove(type_of("", "pods"), namespace_of(set), name);
}

void add_pod(Objects& objects, const json::object& set, const json::object& pod_template,
             const std::string& node) {
    auto pod = pod_of_template(set, pod_template);
    object_in(pod, "spec")["nodeName"] = node;
    (void)create_object(objects, type_of("", "pods"), std::move(pod));
}

std::vector<std::string> eligible_nodes(const Objects& objects, const json::object& set) {
    const auto& spec = find_object(set, "spec.template.spec");
    std::vector<std::string> names;
    for (const auto* node : objects.list(type_of("", "nodes")))
        if (tolerates(spec, *node) && is_selected(spec, *node))
            names.push_back(name_of(*node));
    return names;
}

Counts count(const Objects& objects, const json::object& set, std::size_t eligible) {
    Counts counts;
    counts.desired = static_cast<std::int64_t>(eligible);
    for (const auto* pod : pods_of_owner(objects, set)) {
        ++counts.current;
        ++counts.updated;
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
    const auto pod_template = labelled_template(set);
    remove_stale_pods(objects, set, pod_template);
    const auto nodes = eligible_nodes(objects, set);
    std::vector<std::string> covered;
    for (const auto* pod : pods_of_owner(objects, set))
        covered.push_back(string_or_empty(*pod, "spec.nodeName"));
    for (const auto& node : nodes)
        if (std::ranges::find(covered, node) == covered.end())
            add_pod(objects, set, pod_template, node);
    const auto counts = count(objects, set, nodes.size());
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
