// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/schema/validation.h"

#include "emulator/cluster/schema/schemas.h"
#include "emulator/cluster/schema/value_rules.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

using Violations = std::vector<std::string>;

Violations violations_of(const json::value& value, const json::object& schema,
                         const std::string& path);

void append(Violations& all, Violations more) {
    std::ranges::move(more, std::back_inserter(all));
}

std::string place_of(const std::string& path, std::string_view name) {
    return path.empty() ? std::string(name) : fmt::format("{}.{}", path, name);
}

Violations missing_fields(const json::object& object, const json::object& schema,
                          const std::string& path) {
    Violations found;
    for (const auto& name : find_array(schema, "required"))
        if (name.is_string() && !object.contains(name.get_string()))
            found.push_back(place_of(path, name.get_string()) + ": Required value");
    return found;
}

Violations field_violations(const json::object& object, const json::object& schema,
                            const std::string& path) {
    auto found = missing_fields(object, schema, path);
    for (const auto& [name, value] : object)
        if (const auto* field = field_schema(schema, name))
            append(found, violations_of(value, *field, place_of(path, name)));
    return found;
}

Violations element_violations(const json::array& list, const json::object& schema,
                              const std::string& path) {
    Violations found;
    if (const auto* items = element_schema(schema))
        for (std::size_t i = 0; i < list.size(); ++i)
            append(found, violations_of(list[i], *items, fmt::format("{}[{}]", path, i)));
    return found;
}

/// How many of the alternatives admit the value.
std::ptrdiff_t admitting(const json::value& value, const json::array& alternatives,
                         const std::string& path) {
    return std::ranges::count_if(alternatives, [&](const json::value& each) {
        return each.is_object() && violations_of(value, each.get_object(), path).empty();
    });
}

Violations junctor_violations(const json::value& value, const json::object& schema,
                              const std::string& path) {
    Violations found;
    const auto refuse = [&](std::string_view junctor, std::string_view how) {
        found.push_back(
            fmt::format("{}: Invalid value: {}: {} in body must validate {} schema ({})", path,
                        printed(value), path, how, junctor));
    };
    for (const auto& each : find_array(schema, "allOf"))
        if (each.is_object())
            append(found, violations_of(value, each.get_object(), path));
    const auto& any = find_array(schema, "anyOf");
    if (!any.empty() && admitting(value, any, path) == 0)
        refuse("anyOf", "at least one");
    const auto& one = find_array(schema, "oneOf");
    if (!one.empty() && admitting(value, one, path) != 1)
        refuse("oneOf", "one and only one");
    const auto& excluded = find_object(schema, "not");
    if (!excluded.empty() && violations_of(value, excluded, path).empty())
        found.push_back(
            fmt::format("{}: Invalid value: {}: {} in body must not validate the schema "
                        "(not)",
                        path, printed(value), path));
    return found;
}

Violations violations_of(const json::value& value, const json::object& schema,
                         const std::string& path) {
    const auto& type = resolved(schema);
    if (value.is_null() && find_bool(type, "nullable").value_or(false))
        return {};
    if (auto mismatch = type_violation(value, type, path))
        return {*std::move(mismatch)};
    auto found = value_violations(value, type, path);
    if (value.is_object())
        append(found, field_violations(value.get_object(), type, path));
    if (value.is_array())
        append(found, element_violations(value.get_array(), type, path));
    append(found, junctor_violations(value, type, path));
    return found;
}

}  // namespace

std::vector<std::string> schema_violations(const json::object& object, const json::object& schema) {
    return violations_of(json::value(object), schema, "");
}

}  // namespace inland::emulator::cluster
