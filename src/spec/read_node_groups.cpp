// SPDX-License-Identifier: Apache-2.0
#include "spec/node_group_parts.h"
#include "spec/readers.h"
#include "spec/syntax.h"
#include "spec/values.h"

#include <array>

#include <fmt/format.h>

namespace inland::spec {

namespace {

/// EKS quota "Nodes per managed node group".
constexpr std::int64_t most_nodes = 450;
constexpr int nodes_unless_said = 2;

bool read_group_name(const Node& node, Context& context, PlacedText& name) {
    if (!read_text(node, context, name))
        return false;
    if (is_node_group_name(name.value))
        return true;
    context.error(node.position, "node-group-name", "EKS refuses this node group name",
                  quoted(name.value),
                  "use at most 63 letters, digits, \"-\" and \"_\", first a letter or digit");
    return false;
}

template <int lowest>
bool read_count(const Node& node, Context& context, Placed<int>& count) {
    const auto number = read_number(node, context, lowest, most_nodes);
    if (number)
        count = {static_cast<int>(*number), context.place(node.position)};
    return number.has_value();
}

/// GiB. The images of EKS do not fit on less than 20; EC2's gp3 volumes end at 16 TiB.
void read_disk_size(const Node& node, Context& context, NodeGroup& group) {
    constexpr std::int64_t smallest = 20;
    constexpr std::int64_t greatest = 16384;
    if (const auto size = read_number(node, context, smallest, greatest))
        group.disk_size = {static_cast<int>(*size), context.place(node.position)};
}

constexpr std::array<SpecField<NodeGroup>, 10> fields = {{
    field<&NodeGroup::name, read_group_name>("name", Presence::Required),
    field<&NodeGroup::kind, read_word<NodeGroupKind>>("kind", Presence::Optional),
    field<&NodeGroup::os, read_word<OperatingSystem>>("os", Presence::Optional),
    {"instanceTypes", Presence::Required, read_instance_types},
    field<&NodeGroup::min, read_count<0>>("min", Presence::Optional),
    field<&NodeGroup::desired, read_count<0>>("desired", Presence::Optional),
    field<&NodeGroup::max, read_count<1>>("max", Presence::Optional),
    {"diskSize", Presence::Optional, read_disk_size},
    {"labels", Presence::Optional, read_labels},
    {"taints", Presence::Optional, read_taints},
}};

/// Counts that are left out follow those that are there, as eksctl does it.
void complete_counts(const Node& node, NodeGroup& group) {
    const auto given = [&](const char* name) {
        const Node* const entry = node.find(name);
        return entry && !entry->is_null();
    };
    if (!given("desired"))
        group.desired = given("min") ? group.min
                        : given("max")
                            ? Placed<int>{std::min(nodes_unless_said, group.max.value), group.place}
                            : Placed<int>{nodes_unless_said, group.place};
    if (!given("min"))
        group.min = {group.desired.value, group.place};
    if (!given("max"))
        group.max = {std::max(1, group.desired.value), group.place};
}

void report_counts(const Placed<int>& at, Context& context, std::string detail) {
    context.error_at(at.place, "node-counts", "the numbers of nodes contradict each other",
                     std::move(detail), "keep min <= desired <= max");
}

void check_counts(Context& context, const NodeGroup& group) {
    if (!was_read(group.min) || !was_read(group.desired) || !was_read(group.max))
        return;
    const auto& [min, desired, max] = std::tie(group.min, group.desired, group.max);
    if (min.value > max.value)
        report_counts(min, context,
                      fmt::format("min {} is more than max {}", min.value, max.value));
    else if (desired.value < min.value)
        report_counts(desired, context,
                      fmt::format("desired {} is less than min {}", desired.value, min.value));
    else if (desired.value > max.value)
        report_counts(desired, context,
                      fmt::format("desired {} is more than max {}", desired.value, max.value));
}

void read_node_group(const Node& node, Context& context, Cluster& cluster) {
    auto& group = cluster.node_groups.emplace_back();
    group.place = context.place(node.position);
    group.kind = {NodeGroupKind::Managed, group.place};
    group.os = {OperatingSystem::Al2023, group.place};
    read_fields(node, "a node group", std::span<const SpecField<NodeGroup>>(fields), context,
                group);
    complete_counts(node, group);
    check_counts(context, group);
}

}  // namespace

void read_node_groups(const Node& node, Context& context, Cluster& cluster) {
    if (!is_list(node, context))
        return;
    for (const auto& entry : node.children)
        read_node_group(entry, context, cluster);
    PlacedList<std::string> names;
    for (const auto& group : cluster.node_groups)
        if (was_read(group.name))
            names.push_back(group.name);
    refuse_repeated(names, context);
}

FieldList node_group_fields() {
    return list_fields("spec.nodeGroups.*", fields);
}

}  // namespace inland::spec
