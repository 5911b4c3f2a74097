// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/workloads/node_taints.h"

#include "emulator/cluster/workloads/owned.h"
#include "emulator/services/members.h"

namespace inland::emulator::cluster {

namespace {

constexpr std::string_view unschedulable = "node.kubernetes.io/unschedulable";

void set_taint(json::object& node, bool is_cordoned, TimePoint now) {
    auto& spec = object_in(node, "spec");
    auto& taints = list_in(spec, "taints");
    erase_where(taints, "key", unschedulable);
    if (is_cordoned)
        taints.push_back(json::object{
            {"key", unschedulable}, {"effect", "NoSchedule"}, {"timeAdded", iso8601(now)}});
    if (taints.empty())
        spec.erase("taints");
}

}  // namespace

void taint_unschedulable_nodes(Objects& objects) {
    const auto& nodes = type_of("", "nodes");
    const auto now = objects.world().now();
    for (const auto& node : all_objects(objects, nodes)) {
        const bool is_cordoned = find_bool(node, "spec.unschedulable").value_or(false);
        const auto& taints = find_array(node, "spec.taints");
        const bool is_tainted = find_where(taints, "key", unschedulable) != nullptr;
        if (is_cordoned != is_tainted)
            objects.change(nodes, "", name_of(node),
                           [&](json::object& stored) { set_taint(stored, is_cordoned, now); });
    }
}

}  // namespace inland::emulator::cluster
