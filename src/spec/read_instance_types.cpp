// SPDX-License-Identifier: Apache-2.0
#include "spec/node_group_parts.h"
#include "spec/values.h"

#include <fmt/format.h>

namespace inland::spec {

namespace {

bool read_instance_type(const Node& node, Context& context, PlacedText& type) {
    PlacedText text;
    if (!read_text(node, context, text))
        return false;
    if (context.tables.instance_type(text.value)) {
        type = std::move(text);
        return true;
    }
    std::vector<std::string> known;
    for (const auto& row : context.tables.instance_types)
        known.push_back(row.name);
    context.unknown_word(node.position, "unknown-instance-type", "unknown instance type",
                         text.value, known);
    return false;
}

/// A group's nodes start from one image, which is built for one architecture.
void check_architecture(Context& context, const PlacedText& type, NodeGroup& group) {
    const auto& architecture = context.tables.instance_type(type.value)->architecture;
    if (group.architecture.empty())
        group.architecture = architecture;
    if (group.architecture != architecture)
        context.error_at(type.place, "architecture-mix", "a group has one architecture",
                         fmt::format("{} is {}, {} is {}", type.value, architecture,
                                     group.instance_types.front().value, group.architecture),
                         "make a group for each");
}

}  // namespace

void read_instance_types(const Node& node, Context& context, NodeGroup& group) {
    read_list(node, context, group.instance_types, read_instance_type);
    refuse_empty(node, context, group.instance_types);
    refuse_repeated(group.instance_types, context);
    for (const auto& type : group.instance_types)
        check_architecture(context, type, group);
}

}  // namespace inland::spec
