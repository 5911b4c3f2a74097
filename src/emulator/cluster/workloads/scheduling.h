// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/cluster/api/objects.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

/// What kube-scheduler looks at, and its reasons in its own words
/// (pkg/scheduler/framework/plugins).
namespace inland::emulator::cluster {

/// The nodes and, on each, the pods that are not finished; until the next change.
struct ClusterView {
    std::vector<const json::object*> nodes;
    std::map<std::string, std::vector<const json::object*>, std::less<>> pods;

    static ClusterView of(const Objects& objects);
    [[nodiscard]] const std::vector<const json::object*>& pods_on(const json::object& node) const;
};

/// Why a pod may not be on a node; none when it may.
using Reasons = std::vector<std::string>;

/// The first filter that refuses, with all that it says.
Reasons reasons_against(const ClusterView& view, const json::object& pod, const json::object& node);

/// spec.nodeSelector, and the affinity to nodes that is required.
bool matches_node_affinity(const json::object& pod_spec, const json::object& node);
/// Required affinity and anti-affinity to pods, of this one and of those that are there.
Reasons pod_affinity_reasons(const ClusterView& view, const json::object& pod,
                             const json::object& node);
/// Topology spread constraints that must hold.
Reasons topology_spread_reasons(const ClusterView& view, const json::object& pod,
                                const json::object& node);

/// A node's label, or nullptr.
const json::value* label_of(const json::object& object, std::string_view key);

}  // namespace inland::emulator::cluster
