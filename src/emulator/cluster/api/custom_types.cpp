// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/api/custom_types.h"

#include "emulator/cluster/api/objects.h"
#include "emulator/services/members.h"

#include <algorithm>
#include <deque>
#include <map>

namespace inland::emulator::cluster {

namespace {

/// The types of one state of a cluster's definitions; former ones stay for those who hold them.
struct Registry {
    std::string state;
    std::vector<const ResourceType*> types;
    std::deque<ResourceType> kept;
};

/// Those of every cluster; in memory, made again from the definitions when they have changed.
struct Registries {
    std::map<RecordKey, Registry> by_cluster;
};

const ResourceType& definition_type() {
    static const auto& type = type_of("apiextensions.k8s.io", "customresourcedefinitions");
    return type;
}

std::string state_of(const std::vector<const json::object*>& definitions) {
    std::string state;
    for (const auto* definition : definitions)
        state += string_or_empty(*definition, "metadata.uid") + "/" +
                 std::to_string(find_int(*definition, "metadata.generation").value_or(0)) + " ";
    return state;
}

const std::vector<const ResourceType*>& custom_types(World& world, const RecordKey& cluster) {
    const auto definitions = Objects(world, cluster).list(definition_type());
    auto& registry = world.part<Registries>().by_cluster[cluster];
    auto state = state_of(definitions);
    if (state == registry.state)
        return registry.types;
    registry.state = std::move(state);
    registry.types.clear();
    for (const auto* definition : definitions)
        for (auto& type : types_of_definition(*definition))
            registry.types.push_back(&registry.kept.emplace_back(std::move(type)));
    return registry.types;
}

json::object with_known_members(json::object schema) {
    constexpr auto metadata =
        "#/components/schemas/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta";
    schema["type"] = "object";
    auto& properties = object_in(schema, "properties");
    properties["apiVersion"] = json::object{{"type", "string"}};
    properties["kind"] = json::object{{"type", "string"}};
    properties["metadata"] = json::object{{"$ref", metadata}};
    return schema;
}

std::vector<std::string> subresources_of(const json::object& version) {
    std::vector<std::string> names;
    for (const auto* name : {"status", "scale"})
        if (find_object(version, "subresources").contains(name))
            names.emplace_back(name);
    return names;
}

ResourceType type_of_version(const json::object& spec, const json::object& version) {
    const auto& names = find_object(spec, "names");
    auto definition = version;
    definition["schema"] = json::object{
        {"openAPIV3Schema", with_known_members(find_object(version, "schema.openAPIV3Schema"))}};
    return {.group = string_or_empty(spec, "group"),
            .version = string_or_empty(version, "name"),
            .plural = string_or_empty(names, "plural"),
            .singular = string_or_empty(names, "singular"),
            .kind = string_or_empty(names, "kind"),
            .namespaced = string_or_empty(spec, "scope") == "Namespaced",
            .short_names = texts_of(names, "shortNames"),
            .subresources = subresources_of(version),
            .categories = texts_of(names, "categories"),
            .definition = std::make_shared<const json::object>(std::move(definition))};
}

}  // namespace

std::vector<ResourceType> types_of_definition(const json::object& definition) {
    std::vector<ResourceType> types;
    const auto& spec = find_object(definition, "spec");
    for (const auto& version : list_of(spec, "versions"))
        if (version.is_object() && find_bool(version, "served").value_or(false))
            types.push_back(type_of_version(spec, version.get_object()));
    return types;
}

std::vector<const ResourceType*> served_types(World& world, const RecordKey& cluster) {
    std::vector<const ResourceType*> types;
    for (const auto& type : resource_types())
        types.push_back(&type);
    std::ranges::copy(custom_types(world, cluster), std::back_inserter(types));
    return types;
}

std::vector<const ResourceType*> stored_types(World& world, const RecordKey& cluster) {
    std::vector<const ResourceType*> stored;
    for (const auto* type : served_types(world, cluster)) {
        const bool is_known = std::ranges::any_of(stored, [&](const ResourceType* other) {
            return other->qualified_name() == type->qualified_name();
        });
        if (!is_known)
            stored.push_back(type);
    }
    return stored;
}

const ResourceType* find_served_type(World& world, const RecordKey& cluster, std::string_view group,
                                     std::string_view version, std::string_view plural) {
    if (const auto* type = find_type(group, version, plural))
        return type;
    for (const auto* type : custom_types(world, cluster))
        if (type->group == group && type->version == version && type->plural == plural)
            return type;
    return nullptr;
}

}  // namespace inland::emulator::cluster
