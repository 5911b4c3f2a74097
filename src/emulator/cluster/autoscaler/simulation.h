// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "emulator/cluster/workloads/scheduling.h"

#include <memory>
#include <string>
#include <vector>

namespace inland::emulator::autoscaler {

/// What a new machine of a group would be in the cluster: its Node, and what runs on each.
struct NodeTemplate {
    json::object node;
    std::vector<json::object> pods;
};

/// A cluster as it would be: the scheduler's own view, to which nodes are added and in which pods
/// are placed. What it is shown must outlive it.
class Simulation {
  public:
    explicit Simulation(cluster::ClusterView view) : view_(std::move(view)) {}

    /// Adds a node of that kind, and says its name.
    std::string add_node(const NodeTemplate& made, std::string name);
    /// Takes a node away, with its pods.
    void remove_node(std::string_view name);
    void place(const json::object& pod, const std::string& node) {
        view_.pods[node].push_back(&pod);
    }
    /// Puts the pod on one of these nodes, the first that takes it.
    bool place_on_any(const json::object& pod, const std::vector<std::string>& nodes);
    /// Puts the pod on any node that is ready.
    bool place_anywhere(const json::object& pod);
    [[nodiscard]] cluster::Reasons reasons_against(const json::object& pod,
                                                   const std::string& node) const;
    [[nodiscard]] const cluster::ClusterView& view() const { return view_; }

  private:
    [[nodiscard]] const json::object* find(std::string_view name) const;

    cluster::ClusterView view_;
    std::vector<std::shared_ptr<const json::object>> invented_;  ///< shared by copies
};

}  // namespace inland::emulator::autoscaler
