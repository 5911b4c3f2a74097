// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/schema/schemas.h"

#include "core/embedded_file.h"
#include "emulator/cluster/schema/schema_table.h"

#include <algorithm>
#include <span>

#include <fmt/format.h>

namespace inland::emulator::schemas {
std::span<const inland::EmbeddedFile> embedded_files();
}  // namespace inland::emulator::schemas

namespace inland::emulator::cluster {

namespace {

constexpr std::string_view reference_prefix = "#/components/schemas/";

const json::object* object_at(const json::object& schema, std::string_view member) {
    const auto* value = schema.if_contains(member);
    return value == nullptr ? nullptr : value->if_object();
}

const json::object* reference_of(const json::object& schema) {
    const auto* reference = schema.if_contains("$ref");
    if (reference == nullptr || !reference->is_string())
        return nullptr;
    std::string_view name = reference->get_string();
    name.remove_prefix(std::min(reference_prefix.size(), name.size()));
    return object_at(definitions(), name);
}

bool says(const json::object& schema, std::string_view member, std::string_view text) {
    const auto* value = schema.if_contains(member);
    return value != nullptr && value->is_string() && value->get_string() == text;
}

}  // namespace

const json::object& definitions() {
    static const auto all = read_schema_table(schemas::embedded_files().front().text);
    return all;
}

std::string definition_name(const ResourceType& type) {
    if (type.definition != nullptr)
        return {};
    const auto group = type.group.empty() ? "core" : type.group.substr(0, type.group.find('.'));
    return full_type_name(fmt::format("{}.{}.{}", group, type.version, type.kind));
}

const json::object* schema_of(const ResourceType& type) {
    if (type.definition != nullptr)
        return object_at(find_object(*type.definition, "schema"), "openAPIV3Schema");
    return object_at(definitions(), definition_name(type));
}

const json::object& resolved(const json::object& schema) {
    const auto* reference = reference_of(schema);
    return reference == nullptr ? schema : *reference;
}

const json::object* field_schema(const json::object& schema, std::string_view field) {
    const auto& type = resolved(schema);
    if (const auto* properties = object_at(type, "properties"))
        if (const auto* property = object_at(*properties, field))
            return property;
    return object_at(type, "additionalProperties");
}

const json::object* element_schema(const json::object& schema) {
    return object_at(resolved(schema), "items");
}

std::string_view list_type(const json::object& schema) {
    const auto* type = schema.if_contains("x-kubernetes-list-type");
    if (type == nullptr || !type->is_string())
        return "atomic";
    return type->get_string();
}

std::vector<std::string> list_keys(const json::object& schema) {
    std::vector<std::string> keys;
    for (const auto& key : find_array(schema, "x-kubernetes-list-map-keys"))
        if (key.is_string())
            keys.emplace_back(key.get_string());
    std::ranges::sort(keys);
    return keys;
}

bool is_atomic_map(const json::object& schema) {
    return says(schema, "x-kubernetes-map-type", "atomic") ||
           says(resolved(schema), "x-kubernetes-map-type", "atomic");
}

bool is_map(const json::object& schema) {
    return object_at(resolved(schema), "properties") == nullptr;
}

bool preserves_unknown_fields(const json::object& schema) {
    return find_bool(resolved(schema), "x-kubernetes-preserve-unknown-fields").value_or(false);
}

}  // namespace inland::emulator::cluster
