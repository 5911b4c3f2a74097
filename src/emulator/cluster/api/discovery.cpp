// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/api/discovery.h"

#include "emulator/cluster/api/custom_types.h"
#include "knowledge/tables.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

json::array texts(std::span<const std::string> names) {
    json::array list;
    for (const auto& name : names)
        list.emplace_back(name);
    return list;
}

json::object version_document(const World& world, const RecordKey& cluster) {
    const auto* record = world.store().find(cluster);
    const auto minor = record == nullptr ? std::string{} : string_or_empty(*record, "version");
    const auto* row = world.tables().version(minor);
    const auto dot = minor.find('.');
    return {{"major", minor.substr(0, dot)},
            {"minor", dot == minor.npos ? "" : minor.substr(dot + 1)},
            {"gitVersion", row == nullptr ? fmt::format("v{}.0", minor) : row->patch},
            {"gitCommit", ""},
            {"gitTreeState", "clean"},
            {"buildDate", ""},
            {"goVersion", ""},
            {"compiler", "gc"},
            {"platform", "linux/amd64"}};
}

json::object resource_entry(const ResourceType& type) {
    json::object entry{{"name", type.plural},
                       {"singularName", type.singular},
                       {"namespaced", type.namespaced},
                       {"kind", type.kind},
                       {"verbs", texts(type.verbs.empty() ? all_verbs() : type.verbs)}};
    if (!type.short_names.empty())
        entry["shortNames"] = texts(type.short_names);
    if (!type.categories.empty())
        entry["categories"] = texts(type.categories);
    return entry;
}

using Types = std::vector<const ResourceType*>;

/// Subresources that are objects of a kind of their own, or that are only read or only made.
struct SubresourceRow {
    std::string_view name, kind, group, version;
    std::vector<std::string> verbs;
};
const std::vector<SubresourceRow>& subresource_rows() {
    static const std::vector<SubresourceRow> rows{
        {"binding", "Binding", "", "v1", {"create"}},
        {"eviction", "Eviction", "policy", "v1", {"create"}},
        {"log", "Pod", "", "", {"get"}},
        {"scale", "Scale", "autoscaling", "v1", {"get", "patch", "update"}},
        {"token", "TokenRequest", "authentication.k8s.io", "v1", {"create"}}};
    return rows;
}

json::object subresource_entry(const ResourceType& type, const std::string& subresource) {
    json::object entry{{"name", type.plural + "/" + subresource},
                       {"singularName", ""},
                       {"namespaced", type.namespaced},
                       {"kind", type.kind},
                       {"verbs", {"get", "patch", "update"}}};
    for (const auto& row : subresource_rows()) {
        if (row.name != subresource)
            continue;
        entry["kind"] = row.kind;
        entry["verbs"] = texts(row.verbs);
        if (!row.group.empty())
            entry["group"] = row.group;
        if (!row.version.empty())
            entry["version"] = row.version;
    }
    return entry;
}

json::object resource_list(const Types& types, std::string_view group_version) {
    json::array resources;
    for (const auto* type : types) {
        if (type->api_version() != group_version)
            continue;
        resources.push_back(resource_entry(*type));
        for (const auto& subresource : type->subresources)
            resources.push_back(subresource_entry(*type, subresource));
    }
    return {{"kind", "APIResourceList"},
            {"apiVersion", "v1"},
            {"groupVersion", group_version},
            {"resources", std::move(resources)}};
}

json::object version_entry(const ResourceType& type) {
    return {{"groupVersion", type.api_version()}, {"version", type.version}};
}

/// The versions of a group that are served, the first one preferred.
json::object group_entry(const Types& types, const std::string& group) {
    json::array versions;
    for (const auto* type : types)
        if (type->group == group &&
            std::ranges::find(versions, json::value(version_entry(*type))) == versions.end())
            versions.emplace_back(version_entry(*type));
    const auto preferred = versions.empty() ? json::value{} : versions.front();
    return {{"name", group}, {"versions", std::move(versions)}, {"preferredVersion", preferred}};
}

/// The groups but core, in order.
std::vector<std::string> groups_of(const Types& types) {
    std::vector<std::string> groups;
    for (const auto* type : types)
        if (!type->group.empty() && std::ranges::find(groups, type->group) == groups.end())
            groups.push_back(type->group);
    return groups;
}

json::object group_list(const Types& types) {
    json::array entries;
    for (const auto& group : groups_of(types))
        entries.push_back(group_entry(types, group));
    return {{"kind", "APIGroupList"}, {"apiVersion", "v1"}, {"groups", std::move(entries)}};
}

json::object core_versions() {
    return {{"kind", "APIVersions"},
            {"versions", json::array{"v1"}},
            {"serverAddressByClientCIDRs", json::array{}}};
}

/// "/apis/apps" or "/apis/apps/v1".
std::optional<json::object> group_document(const Types& types, std::string_view path) {
    for (const auto* type : types) {
        if (!type->group.empty() && path == type->api_version())
            return resource_list(types, path);
        if (path != type->group)
            continue;
        auto group = group_entry(types, type->group);
        group["kind"] = "APIGroup";
        group["apiVersion"] = "v1";
        return group;
    }
    return std::nullopt;
}

}  // namespace

std::optional<json::object> discovery_document(World& world, const RecordKey& cluster,
                                               std::string_view path) {
    constexpr std::string_view groups_path = "/apis/";
    if (path == "/version")
        return version_document(world, cluster);
    const auto types = served_types(world, cluster);
    if (path == "/api")
        return core_versions();
    if (path == "/apis")
        return group_list(types);
    if (path == "/api/v1")
        return resource_list(types, "v1");
    if (path.starts_with(groups_path))
        return group_document(types, path.substr(groups_path.size()));
    return std::nullopt;
}

}  // namespace inland::emulator::cluster
