// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/api/open_api_document.h"

#include "emulator/cluster/schema/schemas.h"
#include "emulator/services/members.h"

#include <algorithm>
#include <array>
#include <string>

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

using Types = std::vector<const ResourceType*>;

constexpr std::string_view kinds_member = "x-kubernetes-group-version-kind";
constexpr std::string_view reference_begin = "#/components/schemas/";

json::object kind_of(const ResourceType& type) {
    return {{"group", type.group}, {"kind", type.kind}, {"version", type.version}};
}

/// "com.example.stable.v1.CronTab": a custom resource's group, backwards.
std::string schema_name(const ResourceType& type) {
    if (type.definition == nullptr)
        return definition_name(type);
    std::string name;
    for (std::string_view rest = type.group; !rest.empty();) {
        const auto dot = rest.rfind('.');
        name += fmt::format("{}.", rest.substr(dot == rest.npos ? 0 : dot + 1));
        rest = rest.substr(0, dot == rest.npos ? 0 : dot);
    }
    return fmt::format("{}{}.{}", name, type.version, type.kind);
}

json::object schema_with_kind(const ResourceType& type) {
    const auto* known = schema_of(type);
    auto schema = known == nullptr ? json::object{{"type", "object"}} : *known;
    schema[kinds_member] = json::array{kind_of(type)};
    return schema;
}

/// Adds every type that `value` refers to, and what those refer to.
void add_references(const json::value& value, json::object& schemas) {
    if (value.is_array())
        for (const auto& element : value.get_array())
            add_references(element, schemas);
    if (!value.is_object())
        return;
    for (const auto& [name, inner] : value.get_object()) {
        if (name == "$ref" && inner.is_string()) {
            const auto target = std::string(inner.get_string()).substr(reference_begin.size());
            const auto* found = definitions().if_contains(target);
            if (found != nullptr && !schemas.contains(target)) {
                schemas[target] = *found;
                add_references(*found, schemas);
            }
        }
        add_references(inner, schemas);
    }
}

json::object query_parameter(std::string_view name) {
    return {{"name", name}, {"in", "query"}, {"schema", json::object{{"type", "string"}}}};
}

constexpr std::array writing_parameter_names{"dryRun", "fieldManager", "fieldValidation"};

json::array writing_parameters() {
    json::array parameters;
    for (const auto* name : writing_parameter_names)
        parameters.emplace_back(query_parameter(name));
    return parameters;
}

/// The content types of a PATCH: clients choose by them how they apply.
json::object patch_content(const ResourceType& type) {
    json::object content;
    for (const auto* form : {"application/apply-patch+yaml", "application/json-patch+json",
                             "application/merge-patch+json"})
        content[form] = json::object{};
    if (type.definition == nullptr)
        content["application/strategic-merge-patch+json"] = json::object{};
    return content;
}

json::object operation(const ResourceType& type, std::string_view action) {
    return {{"parameters", writing_parameters()},
            {"responses", json::object{{"200", json::object{{"description", "OK"}}}}},
            {"x-kubernetes-action", action},
            {kinds_member, kind_of(type)}};
}

std::string path_of(const ResourceType& type) {
    return fmt::format("/{}/{}{}/{}/{{name}}", type.group.empty() ? "api" : "apis",
                       type.api_version(), type.namespaced ? "/namespaces/{namespace}" : "",
                       type.plural);
}

json::object path_item(const ResourceType& type) {
    auto patch = operation(type, "patch");
    patch["requestBody"] = json::object{{"content", patch_content(type)}};
    return {{"get", operation(type, "get")},
            {"put", operation(type, "put")},
            {"patch", std::move(patch)}};
}

json::object info() {
    return {{"title", "Kubernetes"}, {"version", "unversioned"}};
}

/// Version 2 keeps its schemas elsewhere, and does not know "oneOf".
json::value in_version_2(const json::value& value) {
    if (value.is_array()) {
        json::array list;
        for (const auto& element : value.get_array())
            list.push_back(in_version_2(element));
        return list;
    }
    if (!value.is_object())
        return value;
    json::object object;
    for (const auto& [name, inner] : value.get_object()) {
        if (name == "oneOf" || name == "anyOf" || name == "not" || name == "nullable")
            continue;
        if (name == "$ref" && inner.is_string())
            object[name] = fmt::format(
                "#/definitions/{}", std::string(inner.get_string()).substr(reference_begin.size()));
        else
            object[name] = in_version_2(inner);
    }
    if (object.contains("x-kubernetes-int-or-string") && !object.contains("type"))
        object["type"] = "string";
    return object;
}

/// By the dryRun of a PATCH kubectl knows that the server can.
json::array parameters_in_version_2() {
    json::array parameters;
    for (const auto* name : writing_parameter_names)
        parameters.emplace_back(json::object{{"name", name}, {"in", "query"}, {"type", "string"}});
    return parameters;
}

json::object schemas_of(const Types& types) {
    json::object schemas;
    for (const auto* type : types) {
        const json::value schema = schema_with_kind(*type);
        schemas[schema_name(*type)] = schema;
        add_references(schema, schemas);
    }
    return schemas;
}

}  // namespace

json::object open_api_of_group(const Types& types, std::string_view group_version) {
    Types chosen;
    std::ranges::copy_if(types, std::back_inserter(chosen), [&](const ResourceType* type) {
        return type->api_version() == group_version;
    });
    json::object paths;
    for (const auto* type : chosen)
        paths[path_of(*type)] = path_item(*type);
    return {{"openapi", "3.0.0"},
            {"info", info()},
            {"paths", std::move(paths)},
            {"components", json::object{{"schemas", schemas_of(chosen)}}}};
}

json::object open_api_of_all(const Types& types) {
    json::object paths;
    for (const auto* type : types) {
        auto item = path_item(*type);
        item["patch"].get_object().erase("requestBody");
        for (auto& each : item)
            each.value().get_object()["parameters"] = parameters_in_version_2();
        paths[path_of(*type)] = std::move(item);
    }
    return {{"swagger", "2.0"},
            {"info", info()},
            {"paths", std::move(paths)},
            {"definitions", in_version_2(json::value(schemas_of(types)))}};
}

}  // namespace inland::emulator::cluster
