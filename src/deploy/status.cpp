// SPDX-License-Identifier: Apache-2.0
#include "deploy/status.h"

#include "deploy/status/inquiry.h"

#include <algorithm>

namespace inland::deploy {
namespace {

json::value since_json(const std::optional<TimePoint>& since) {
    return since ? json::value(iso8601(*since)) : json::value();
}

json::object part_json(const PartStatus& part) {
    return {{"resource", part.resource},
            {"id", part.id},
            {"state", part.state},
            {"detail", part.detail},
            {"since", since_json(part.since)}};
}

json::array parts_json(const std::vector<PartStatus>& parts) {
    json::array list;
    for (const auto& part : parts)
        list.push_back(part_json(part));
    return list;
}

json::object node_json(const NodeStatus& node) {
    json::array boot;
    for (const auto& step : node.boot) {
        boot.push_back(json::object{
            {"flow", step.flow}, {"state", step.state}, {"detail", step.detail}, {"at", step.at}});
    }
    return {{"id", node.instance_id}, {"nodeGroup", node.node_group},
            {"name", node.name},      {"zone", node.zone},
            {"state", node.state},    {"since", since_json(node.launched)},
            {"boot", std::move(boot)}};
}

json::array nodes_json(const std::vector<NodeStatus>& nodes) {
    json::array list;
    for (const auto& node : nodes)
        list.push_back(node_json(node));
    return list;
}

json::array problems_json(const std::vector<Problem>& problems) {
    json::array list;
    for (const auto& problem : problems) {
        list.push_back(json::object{
            {"resource", problem.resource}, {"what", problem.what}, {"remedy", problem.remedy}});
    }
    return list;
}

}  // namespace

/// A failed step, else the one under way.
const BootStep* NodeStatus::stopped_at() const {
    const auto failed = std::ranges::find(boot, "failed", &BootStep::state);
    if (failed != boot.end())
        return &*failed;
    const auto open = std::ranges::find_if(
        boot, [](const BootStep& step) { return step.state != "done" && step.state != "ok"; });
    return open == boot.end() ? nullptr : &*open;
}

Result<ClusterStatus> read_status(const sources::Describe& describe, const std::string& cluster,
                                  const knowledge::Tables& tables, const MachinesReader& machines) {
    ClusterStatus result;
    result.name = cluster;
    const sources::LiveOptions options{.cluster = cluster};
    topology::Topology unused;
    const sources::live::Reading reading{describe, options, unused};
    status::Inquiry inquiry{reading, cluster, tables, result};
    for (const auto read :
         {status::read_control_plane, status::read_node_groups, status::read_self_managed_groups,
          status::read_addons, status::read_network, status::read_nodes})
        TRY_VOID(read(inquiry));
    if (const auto answer = machines ? machines() : std::nullopt)
        status::add_machines(inquiry, *answer);
    status::explain_machines(inquiry);
    return result;
}

json::value status_json(const ClusterStatus& status) {
    return json::object{
        {"schema", "inland.dev/status/v1"},
        {"cluster", status.name},
        {"controlPlane",
         status.control_plane ? json::value(part_json(*status.control_plane)) : json::value()},
        {"nodeGroups", parts_json(status.node_groups)},
        {"nodes", nodes_json(status.nodes)},
        {"addons", parts_json(status.addons)},
        {"endpoints", parts_json(status.endpoints)},
        {"connections", parts_json(status.connections)},
        {"problems", problems_json(status.problems)}};
}

}  // namespace inland::deploy
