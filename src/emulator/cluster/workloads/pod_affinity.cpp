// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/api/selectors.h"
#include "emulator/cluster/workloads/scheduling.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

const json::array& required_terms(const json::object& pod, std::string_view kind) {
    return find_array(
        pod, fmt::format("spec.affinity.{}.requiredDuringSchedulingIgnoredDuringExecution", kind));
}

/// A term is about the pods of its namespaces, by default the pod's own, that it selects.
bool is_about(const json::value& term, const json::object& of, const json::object& pod) {
    const auto& namespaces = find_array(term, "namespaces");
    const bool in_namespace =
        namespaces.empty()
            ? namespace_of(of) == namespace_of(pod)
            : std::ranges::find(namespaces, json::value(namespace_of(pod))) != namespaces.end();
    return in_namespace && matches_labels(selector_of(find_object(term, "labelSelector")),
                                          find_object(pod, "metadata.labels"));
}

bool same_topology(const json::value& term, const json::object& left, const json::object& right) {
    const auto key = string_or_empty(term, "topologyKey");
    const auto* own = label_of(left, key);
    const auto* other = label_of(right, key);
    return own != nullptr && other != nullptr && *own == *other;
}

/// Whether some pod that the term is about is in the node's part of the topology.
bool has_companion(const ClusterView& view, const json::value& term, const json::object& pod,
                   const json::object& node) {
    return std::ranges::any_of(view.nodes, [&](const json::object* other) {
        return same_topology(term, *other, node) &&
               std::ranges::any_of(view.pods_on(*other), [&](const json::object* companion) {
                   return is_about(term, pod, *companion);
               });
    });
}

/// Nobody anywhere yet whom the term is about: the first of a group that wants to be with its own
/// kind may be where it likes.
bool is_first_of_its_kind(const ClusterView& view, const json::value& term, const json::object& pod,
                          const json::object& node) {
    if (!is_about(term, pod, pod) ||
        label_of(node, string_or_empty(term, "topologyKey")) == nullptr)
        return false;
    return std::ranges::none_of(view.nodes, [&](const json::object* other) {
        return std::ranges::any_of(view.pods_on(*other), [&](const json::object* companion) {
            return is_about(term, pod, *companion);
        });
    });
}

/// Whether a pod that is there does not want the new one beside it.
bool is_unwelcome(const ClusterView& view, const json::object& pod, const json::object& node) {
    for (const auto* other : view.nodes)
        for (const auto* resident : view.pods_on(*other))
            for (const auto& term : required_terms(*resident, "podAntiAffinity"))
                if (same_topology(term, *other, node) && is_about(term, *resident, pod))
                    return true;
    return false;
}

}  // namespace

Reasons pod_affinity_reasons(const ClusterView& view, const json::object& pod,
                             const json::object& node) {
    if (is_unwelcome(view, pod, node))
        return {"node(s) didn't satisfy existing pods anti-affinity rules"};
    for (const auto& term : required_terms(pod, "podAntiAffinity"))
        if (has_companion(view, term, pod, node))
            return {"node(s) didn't match pod anti-affinity rules"};
    for (const auto& term : required_terms(pod, "podAffinity"))
        if (!has_companion(view, term, pod, node) && !is_first_of_its_kind(view, term, pod, node))
            return {"node(s) didn't match pod affinity rules"};
    return {};
}

}  // namespace inland::emulator::cluster
