// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "knowledge/node.h"
#include "knowledge/reporter.h"

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

/// Maps of a file are read by tables: one row per field, with the function that reads its value.
/// `Context` is a Reporter, or derives from it and carries what the readers need to know.
namespace inland::knowledge {

enum class Presence { Required, Optional };

template <typename Target, typename Context>
struct Field {
    std::string_view name;
    Presence presence;
    void (*read)(const Node& value, Context& context, Target& target);
};

template <typename Target, typename Context>
std::vector<std::string> names_of(std::span<const Field<Target, Context>> fields) {
    std::vector<std::string> names;
    for (const auto& field : fields)
        names.emplace_back(field.name);
    return names;
}

template <typename Target, typename Context>
void report_unknown_fields(const Node& map, std::span<const Field<Target, Context>> fields,
                           Context& context) {
    const auto is_known = [&](const Node& entry) {
        return std::ranges::any_of(
            fields, [&](const auto& field) { return field.name == std::string_view(entry.key); });
    };
    for (const auto& entry : map.children)
        if (!is_known(entry))
            context.unknown_word(entry.key_position, "unknown-field", "unknown field", entry.key,
                                 names_of(fields));
}

template <typename Target, typename Context>
void read_field(const Node& map, const Field<Target, Context>& field, Context& context,
                Target& target) {
    const Node* const value = map.find(field.name);
    if (value && !value->is_null())
        return field.read(*value, context, target);
    if (field.presence == Presence::Required)
        context.error(
            value ? value->position : map.position, "missing-field", "a field is missing",
            fmt::format("\"{}\" {}", field.name, value ? "has no value" : "must be given"));
}

/// Reads the fields of `map` into `target` in the order of the table, not of the file, so that a
/// row may rely on those above it. A field without a value counts as not there.
template <typename Target, typename Context>
void read_fields(const Node& map, std::string_view name,
                 std::span<const Field<Target, Context>> fields, Context& context, Target& target) {
    if (map.kind != NodeKind::Map)
        return context.wrong_kind(map, name, kind_name(NodeKind::Map));
    report_unknown_fields(map, fields, context);
    for (const auto& field : fields)
        read_field(map, field, context, target);
}

}  // namespace inland::knowledge
