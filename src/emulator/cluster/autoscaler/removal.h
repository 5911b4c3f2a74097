// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/cluster/autoscaler/acting.h"
#include "emulator/cluster/autoscaler/scale_down.h"

namespace inland::emulator::autoscaler {

/// Takes machines away.
struct Remover {
    const Acting& acting;

    /// Taints a node, evicts its pods as far as budgets let them go, and has Auto Scaling terminate
    /// its machine; where something refuses, the node stays as it was. False: it stays.
    [[nodiscard]] bool remove(const UnneededNode& node) const;
    /// A machine that never became a node.
    [[nodiscard]] bool remove_unregistered(const std::string& group,
                                           const std::string& instance) const;
    /// Marks the nodes that may soon go, so that pods rather go elsewhere, and unmarks all others.
    void mark_candidates(const std::vector<UnneededNode>& unneeded) const;

  private:
    [[nodiscard]] bool drain(const UnneededNode& node) const;
    [[nodiscard]] bool evict(const json::object& pod) const;
    [[nodiscard]] Result<void> terminate(const std::string& instance) const;
    bool give_up(const UnneededNode& node, const std::string& why) const;
};

}  // namespace inland::emulator::autoscaler
