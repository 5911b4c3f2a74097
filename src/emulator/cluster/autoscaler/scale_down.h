// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/cluster/autoscaler/scale_up.h"
#include "emulator/cluster/autoscaler/settings.h"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace inland::emulator::autoscaler {

/// What the decision looks at.
struct ScaleDownQuestion {
    const cluster::ClusterView& view;
    const Settings& settings;
    const std::map<std::string, std::string>& groups;  ///< a node's name → its group's
    /// The PodDisruptionBudgets that select a pod.
    std::function<std::vector<const json::object*>(const json::object& pod)> budgets_of;
};

/// A node that nobody needs: its pods, if any, have room elsewhere.
struct UnneededNode {
    std::string node, group;
    double utilization = 0;
    std::vector<const json::object*> pods;  ///< that would move; DaemonSets' just go
};

/// Why another one must stay, in the autoscaler's words.
struct NeededNode {
    std::string node, reason;
};

struct ScaleDownDecision {
    std::vector<UnneededNode> unneeded;
    std::vector<NeededNode> needed;
};

/// Which nodes could go, all of them together. Pure.
ScaleDownDecision decide_scale_down(const ScaleDownQuestion& question);

}  // namespace inland::emulator::autoscaler
