// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/api/selectors.h"
#include "emulator/cluster/workloads/scheduling.h"

#include <algorithm>
#include <map>

namespace inland::emulator::cluster {

namespace {

std::int64_t matching_pods(const ClusterView& view, const json::value& constraint,
                           const json::object& pod, const json::object& node) {
    const auto selector = selector_of(find_object(constraint, "labelSelector"));
    return std::ranges::count_if(view.pods_on(node), [&](const json::object* other) {
        return namespace_of(*other) == namespace_of(pod) &&
               matches_labels(selector, find_object(*other, "metadata.labels"));
    });
}

/// How many matching pods each part of the topology has: parts whose nodes the pod could be on.
std::map<std::string, std::int64_t> pods_by_part(const ClusterView& view,
                                                 const json::value& constraint,
                                                 const json::object& pod) {
    std::map<std::string, std::int64_t> parts;
    for (const auto* node : view.nodes) {
        const auto* part = label_of(*node, string_or_empty(constraint, "topologyKey"));
        if (part == nullptr || !matches_node_affinity(find_object(pod, "spec"), *node))
            continue;
        parts[json::serialize(*part)] += matching_pods(view, constraint, pod, *node);
    }
    return parts;
}

/// Whether one more pod on the node would make its part larger than the smallest by too much.
bool is_uneven(const ClusterView& view, const json::value& constraint, const json::object& pod,
               const json::object& node) {
    const auto parts = pods_by_part(view, constraint, pod);
    const auto own =
        parts.find(json::serialize(*label_of(node, string_or_empty(constraint, "topologyKey"))));
    if (own == parts.end())
        return true;
    std::int64_t least = own->second;
    for (const auto& [part, count] : parts)
        least = std::min(least, count);
    if (static_cast<std::int64_t>(parts.size()) < find_int(constraint, "minDomains").value_or(1))
        least = 0;
    const bool counts_itself = matches_labels(selector_of(find_object(constraint, "labelSelector")),
                                              find_object(pod, "metadata.labels"));
    return own->second + (counts_itself ? 1 : 0) - least >
           find_int(constraint, "maxSkew").value_or(1);
}

}  // namespace

Reasons topology_spread_reasons(const ClusterView& view, const json::object& pod,
                                const json::object& node) {
    for (const auto& constraint : find_array(pod, "spec.topologySpreadConstraints")) {
        if (string_or_empty(constraint, "whenUnsatisfiable") != "DoNotSchedule")
            continue;
        if (label_of(node, string_or_empty(constraint, "topologyKey")) == nullptr)
            return {
                "node(s) didn't match pod topology spread constraints (missing required label)"};
        if (is_uneven(view, constraint, pod, node))
            return {"node(s) didn't match pod topology spread constraints"};
    }
    return {};
}

}  // namespace inland::emulator::cluster
