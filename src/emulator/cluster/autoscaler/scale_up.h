// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/cluster/autoscaler/simulation.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

/// The cluster-autoscaler's decisions (kubernetes/autoscaler, cluster-autoscaler/core, 2026-08).
/// Pure.
namespace inland::emulator::autoscaler {

/// A group of machines that may grow and shrink.
struct ScaledGroup {
    std::string name;
    int minimum = 0, maximum = 0;
    int target = 0;                            ///< the machines that it wants now
    int upcoming = 0;                          ///< of which so many are no ready nodes yet
    std::optional<NodeTemplate> machine = {};  ///< nothing: nobody knows what its machines are like
    std::string refusal = {};                  ///< why it must not grow now; "" when it may
};

/// What is best done for pods that have no node.
struct ScaleUp {
    std::string group;
    int from = 0, to = 0, maximum = 0;
    std::vector<const json::object*> pods;  ///< that will have room
};

/// Why no group helps a pod: reasons, with how many groups gave them.
struct UnhelpedPod {
    const json::object* pod = nullptr;
    std::map<std::string, int> reasons;
};

struct ScaleUpDecision {
    std::optional<ScaleUp> scale_up;
    std::vector<UnhelpedPod> unhelped;
    std::vector<const json::object*> waiting;  ///< for machines that are on their way
};

/// Which group should grow by how many machines, so that the most of the pods have a node with the
/// least waste. Pods for which machines are on their way wait for those.
ScaleUpDecision decide_scale_up(const cluster::ClusterView& view,
                                const std::vector<ScaledGroup>& groups,
                                const std::vector<const json::object*>& pending);

}  // namespace inland::emulator::autoscaler
