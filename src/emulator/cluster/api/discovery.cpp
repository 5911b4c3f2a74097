// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/api/discovery.h"

#include "emulator/cluster/api/resource_types.h"
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

json::object version_document(const World& world, const json::object& cluster) {
    const auto minor = string_or_empty(cluster, "version");
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

std::string kind_of(const ResourceType& type, std::string_view subresource) {
    return subresource == "scale" ? "Scale" : subresource == "token" ? "TokenRequest" : type.kind;
}

json::object subresource_entry(const ResourceType& type, const std::string& subresource) {
    json::object entry{{"name", type.plural + "/" + subresource},
                       {"singularName", ""},
                       {"namespaced", type.namespaced},
                       {"kind", kind_of(type, subresource)},
                       {"verbs", {"get", "patch", "update"}}};
    if (subresource == "scale") {
        entry["group"] = "autoscaling";
        entry["version"] = "v1";
    }
    return entry;
}

json::object resource_list(std::string_view group_version) {
    json::array resources;
    for (const auto& type : resource_types()) {
        if (type.api_version() != group_version)
            continue;
        resources.push_back(resource_entry(type));
        for (const auto& subresource : type.subresources)
            resources.push_back(subresource_entry(type, subresource));
    }
    return {{"kind", "APIResourceList"},
            {"apiVersion", "v1"},
            {"groupVersion", group_version},
            {"resources", std::move(resources)}};
}

json::object group_entry(const ResourceType& type) {
    const json::object version{{"groupVersion", type.api_version()}, {"version", type.version}};
    return {
        {"name", type.group}, {"versions", json::array{version}}, {"preferredVersion", version}};
}

/// One type of each group but core, in order.
std::vector<const ResourceType*> groups() {
    std::vector<const ResourceType*> found;
    for (const auto& type : resource_types()) {
        const bool is_known = std::ranges::any_of(
            found, [&](const ResourceType* other) { return other->group == type.group; });
        if (!type.group.empty() && !is_known)
            found.push_back(&type);
    }
    return found;
}

json::object group_list() {
    json::array entries;
    for (const auto* type : groups())
        entries.push_back(group_entry(*type));
    return {{"kind", "APIGroupList"}, {"apiVersion", "v1"}, {"groups", std::move(entries)}};
}

json::object core_versions() {
    return {{"kind", "APIVersions"},
            {"versions", json::array{"v1"}},
            {"serverAddressByClientCIDRs", json::array{}}};
}

/// "/apis/apps" or "/apis/apps/v1".
std::optional<json::object> group_document(std::string_view path) {
    for (const auto* type : groups()) {
        if (path == type->api_version())
            return resource_list(path);
        if (path != type->group)
            continue;
        auto group = group_entry(*type);
        group["kind"] = "APIGroup";
        group["apiVersion"] = "v1";
        return group;
    }
    return std::nullopt;
}

}  // namespace

std::optional<json::object> discovery_document(const World& world, const json::object& cluster,
                                               std::string_view path) {
    constexpr std::string_view groups_path = "/apis/";
    if (path == "/version")
        return version_document(world, cluster);
    if (path == "/api")
        return core_versions();
    if (path == "/apis")
        return group_list();
    if (path == "/api/v1")
        return resource_list("v1");
    if (path.starts_with(groups_path))
        return group_document(path.substr(groups_path.size()));
    return std::nullopt;
}

}  // namespace inland::emulator::cluster
