// SPDX-License-Identifier: Apache-2.0
#include "design/designers.h"
#include "design/network_parts.h"
#include "design/node_settings.h"
#include "design/ways_out.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::design {
namespace {

using topology::NodeGroup;

/// EKS's spelling of Kubernetes' taint effects.
std::string effect_name(spec::TaintEffect effect) {
    static constexpr std::array<std::string_view, 3> names = {"NO_SCHEDULE", "PREFER_NO_SCHEDULE",
                                                              "NO_EXECUTE"};
    return std::string(names.at(static_cast<std::size_t>(effect)));
}

std::vector<topology::Taint> taints_of(const spec::NodeGroup& group) {
    std::vector<topology::Taint> taints;
    for (const auto& taint : group.taints)
        taints.push_back({taint.key.value, taint.value.value, effect_name(taint.effect.value)});
    std::ranges::sort(taints);
    return taints;
}

void set_machines(const Drawing& drawing, const spec::NodeGroup& group, NodeGroup& made) {
    const auto* ami = drawing.tables.ami(spec::text(group.os.value), group.architecture);
    made.ami_type = {ami->ami_type, group.os.place};
    made.instance_types = {instance_types_of(group), group.instance_types.front().place};
    made.capacity_type = "ON_DEMAND";
    if (group.disk_size)
        made.disk_size = {group.disk_size->value, group.disk_size->place};
    made.minimum = {group.min.value, group.min.place};
    made.desired = {group.desired.value, group.desired.place};
    made.maximum = {group.max.value, group.max.place};
    made.labels = labels_of(group);
    made.taints = taints_of(group);
}

/// Why EKS's own template does not do for the group's machines; "" when it does. In another
/// account's VPC EKS makes none without a template that names their group: in its own it would try
/// the VPC's default group, which participants may not use (aws/containers-roadmap#1602).
std::string reason_for_template(const Drawing& drawing, const spec::NodeGroup& group) {
    if (!may_add_to_network(drawing))
        return fmt::format(
            "cluster.subnets: names the security group of {}'s machines, whose VPC has no default "
            "group for this account",
            group.name.value);
    if (!own_user_data_of(drawing, group).empty())
        return fmt::format(
            "node.images: tells {}'s machines whose certificates the client's "
            "registry shows",
            group.name.value);
    return {};
}

/// A template says the disk's size instead of the group, then.
void add_template(Drawing& drawing, const spec::NodeGroup& group, const Need& need,
                  NodeGroup& made) {
    auto machine = make<topology::LaunchTemplate>(drawing, group.name.value, need);
    machine.template_name = {machines_name(drawing, group), group.name.place};
    if (auto own = own_user_data_of(drawing, group); !own.empty())
        machine.user_data = {topology::LateText{std::move(own)}, group.place};
    set_node_machine(drawing, group, machine);
    drawing.topology().add(std::move(machine));
    made.launch_template = refer<topology::LaunchTemplate>(group.name.value);
    made.disk_size = {};
}

}  // namespace

void design_node_groups(Drawing& drawing) {
    const auto& groups = drawing.spec.node_groups;
    for (std::size_t index = 0; index < groups.size(); ++index) {
        const auto& group = groups[index];
        if (group.kind.value != spec::NodeGroupKind::Managed)
            continue;
        const auto path = fmt::format("spec.nodeGroups[{}]", index);
        auto made = make<NodeGroup>(
            drawing, group.name.value,
            {path, group.place,
             fmt::format("the spec's {} machines {}; they join through {}",
                         spec::text(group.os.value), group.name.value, way_to_api(drawing.spec))});
        made.cluster = refer<topology::Cluster>(drawing.spec.name.value);
        made.node_group_name = {group.name.value, group.name.place};
        made.role = refer<topology::Role>("nodes");
        made.subnets = node_subnets(drawing);
        set_machines(drawing, group, made);
        if (auto reason = reason_for_template(drawing, group); !reason.empty())
            add_template(drawing, group, {path, group.place, std::move(reason)}, made);
        drawing.topology().add(std::move(made));
    }
}

}  // namespace inland::design
