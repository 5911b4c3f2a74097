// SPDX-License-Identifier: Apache-2.0
#include "deploy/status/inquiry.h"
#include "sources/live/document.h"
#include "topology/ownership.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::deploy::status {
namespace {

/// The group of a machine: EKS's tag, Inland's, or else the name of its Auto Scaling group.
std::string group_of(const topology::Tags& tags) {
    constexpr std::array<std::string_view, 3> keys = {
        "eks:nodegroup-name", topology::node_group_tag, "aws:autoscaling:groupName"};
    for (const auto key : keys) {
        auto group = topology::tag_value(tags, key);
        if (!group.empty())
            return group;
    }
    return {};
}

NodeStatus node_of(const json::value& instance) {
    return {.instance_id = string_or_empty(instance, "InstanceId"),
            .node_group = group_of(sources::live::tag_list(instance)),
            .name = string_or_empty(instance, "PrivateDnsName"),
            .zone = string_or_empty(instance, "Placement.AvailabilityZone"),
            .state = string_or_empty(instance, "State.Name"),
            .launched = time_of(instance, "LaunchTime"),
            .boot = {}};
}

std::vector<BootStep> steps_of(const json::value& machine) {
    std::vector<BootStep> steps;
    for (const auto& step : find_array(machine, "steps")) {
        steps.push_back({string_or_empty(step, "flow"), string_or_empty(step, "state"),
                         string_or_empty(step, "detail"), string_or_empty(step, "at")});
    }
    return steps;
}

/// The node of that instance; one that EC2 does not list any more is added.
NodeStatus& node_for(ClusterStatus& status, const json::value& machine) {
    const auto id = string_or_empty(machine, "id");
    const auto found = std::ranges::find(status.nodes, id, &NodeStatus::instance_id);
    if (found != status.nodes.end())
        return *found;
    NodeStatus node;
    node.instance_id = id;
    return status.nodes.emplace_back(std::move(node));
}

void add_instances(ClusterStatus& status, const json::value& reservation) {
    for (const auto& instance : find_array(reservation, "Instances")) {
        auto node = node_of(instance);
        const bool known = std::ranges::find(status.nodes, node.instance_id,
                                             &NodeStatus::instance_id) != status.nodes.end();
        if (!known && string_or_empty(instance, "State.Name") != "terminated")
            status.nodes.push_back(std::move(node));
    }
}

}  // namespace

/// EKS tags the machines of managed groups with the cluster's name; those of other groups carry
/// the tag that cloud controllers go by.
Result<void> read_nodes(Inquiry& inquiry) {
    const std::array filters = {
        sources::live::ec2_filter("tag:eks:cluster-name", {inquiry.cluster}),
        sources::live::ec2_filter("tag-key", {"kubernetes.io/cluster/" + inquiry.cluster})};
    for (const auto& filter : filters) {
        const auto reservations = TRY(inquiry.aws.list("ec2", "DescribeInstances", "Reservations",
                                                       {{"Filters", json::array{filter}}}));
        for (const auto& reservation : reservations)
            add_instances(inquiry.result, reservation);
    }
    return {};
}

void add_machines(Inquiry& inquiry, const json::value& answer) {
    for (const auto& machine : find_array(answer, "machines")) {
        const auto state = string_or_empty(machine, "state");
        if (string_or_empty(machine, "cluster") != inquiry.cluster || state == "terminated")
            continue;
        auto& node = node_for(inquiry.result, machine);
        if (auto group = string_or_empty(machine, "nodegroup"); !group.empty())
            node.node_group = std::move(group);
        node.state = state;
        node.boot = steps_of(machine);
    }
}

void explain_machines(Inquiry& inquiry) {
    for (const auto& node : inquiry.result.nodes) {
        const auto* step = node.stopped_at();
        if (step == nullptr || (step->state != "failed" && step->state != "retrying"))
            continue;
        const auto* flow = inquiry.tables.flow(step->flow);
        inquiry.result.problems.push_back(
            {fmt::format("{} of node-group/{}", node.instance_id, node.node_group),
             fmt::format("{} at {}: {}", step->state, step->flow,
                         flow == nullptr || !step->detail.empty() ? step->detail : flow->symptom),
             fmt::format("`inland explain {}`; `inland prove` shows the repair", step->flow)});
    }
}

}  // namespace inland::deploy::status
