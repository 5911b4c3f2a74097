// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/autoscaler/simulation.h"

#include "emulator/cluster/workloads/pods.h"
#include "emulator/services/members.h"

#include <algorithm>

namespace inland::emulator::autoscaler {

using cluster::name_of;

std::string Simulation::add_node(const NodeTemplate& made, std::string name) {
    auto node = std::make_shared<json::object>(made.node);
    auto& metadata = object_in(*node, "metadata");
    metadata["name"] = name;
    object_in(metadata, "labels")["kubernetes.io/hostname"] = name;
    view_.nodes.push_back(node.get());
    invented_.push_back(std::move(node));
    for (const auto& pod : made.pods)
        place(pod, name);
    return name;
}

void Simulation::remove_node(std::string_view name) {
    std::erase_if(view_.nodes, [&](const json::object* node) { return name_of(*node) == name; });
    if (const auto found = view_.pods.find(name); found != view_.pods.end())
        view_.pods.erase(found);
}

bool Simulation::place_on_any(const json::object& pod, const std::vector<std::string>& nodes) {
    const auto found = std::ranges::find_if(
        nodes, [&](const std::string& node) { return reasons_against(pod, node).empty(); });
    if (found == nodes.end())
        return false;
    place(pod, *found);
    return true;
}

bool Simulation::place_anywhere(const json::object& pod) {
    for (const auto* node : view_.nodes)
        if (cluster::is_ready(*node) && cluster::reasons_against(view_, pod, *node).empty()) {
            place(pod, name_of(*node));
            return true;
        }
    return false;
}

cluster::Reasons Simulation::reasons_against(const json::object& pod,
                                             const std::string& node) const {
    const auto* found = find(node);
    return found == nullptr ? cluster::Reasons{"node not found"}
                            : cluster::reasons_against(view_, pod, *found);
}

const json::object* Simulation::find(std::string_view name) const {
    const auto found = std::ranges::find_if(
        view_.nodes, [&](const json::object* node) { return name_of(*node) == name; });
    return found == view_.nodes.end() ? nullptr : *found;
}

}  // namespace inland::emulator::autoscaler
