// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/cluster/api/objects.h"
#include "emulator/cluster/autoscaler/scale_down.h"
#include "emulator/cluster/autoscaler/scale_up.h"

#include <string>
#include <string_view>
#include <vector>

namespace inland::emulator::autoscaler {

/// What the autoscaler shows of itself in the cluster: events on pods and nodes, and the ConfigMap
/// cluster-autoscaler-status in its namespace, on which it records what it does to groups.
class Reports {
  public:
    Reports(cluster::Objects& objects, std::string name_space)
        : objects_(objects), namespace_(std::move(name_space)) {}

    void on_pod(const json::object& pod, std::string_view type, std::string_view reason,
                std::string message);
    void on_node(std::string_view node, std::string_view type, std::string_view reason,
                 std::string message);
    /// On the ConfigMap.
    void on_status(std::string_view type, std::string_view reason, std::string message);
    /// Writes the ConfigMap (clusterstate/utils/status.go, in YAML since 1.30).
    void write_status(const std::vector<ScaledGroup>& groups,
                      const std::vector<UnneededNode>& unneeded);

  private:
    cluster::Objects& objects_;
    std::string namespace_;
};

/// "3 Insufficient cpu, 1 max node group size reached".
std::string listed_reasons(const std::map<std::string, int>& reasons);

}  // namespace inland::emulator::autoscaler
