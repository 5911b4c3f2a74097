// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/api/scale.h"

#include "emulator/cluster/api/objects.h"
#include "emulator/services/members.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

/// "app=web,tier=front".
std::string selector_text(const json::object& workload) {
    std::vector<std::string> parts;
    for (const auto& [key, value] : find_object(workload, "spec.selector.matchLabels"))
        if (value.is_string())
            parts.push_back(
                fmt::format("{}={}", std::string_view(key), std::string_view(value.get_string())));
    std::ranges::sort(parts);
    return fmt::format("{}", fmt::join(parts, ","));
}

/// Where a type keeps its numbers: "spec.replicas".
struct ScalePaths {
    std::string wanted = "spec.replicas";
    std::string actual = "status.replicas";
    std::string selector = {};  ///< "" for a label selector under "spec.selector"
};

/// ".spec.replicas" without its dot.
std::string path_at(const json::object& scale, std::string_view member) {
    const auto path = string_or_empty(scale, member);
    return path.starts_with('.') ? path.substr(1) : path;
}

ScalePaths paths_of(const ResourceType& type) {
    if (type.definition == nullptr)
        return {};
    const auto& scale = find_object(*type.definition, "subresources.scale");
    return {path_at(scale, "specReplicasPath"), path_at(scale, "statusReplicasPath"),
            path_at(scale, "labelSelectorPath")};
}

void set_at(json::object& object, std::string_view path, std::int64_t value) {
    auto* place = &object;
    for (auto dot = path.find('.'); dot != path.npos; dot = path.find('.')) {
        place = &object_in(*place, path.substr(0, dot));
        path.remove_prefix(dot + 1);
    }
    (*place)[path] = value;
}

}  // namespace

json::object scale_of(const ResourceType& type, const json::object& workload) {
    const auto paths = paths_of(type);

    json::object metadata;
    for (const auto* member : {"name", "namespace", "uid", "resourceVersion", "creationTimestamp"})
        metadata[member] = string_or_empty(find_object(workload, "metadata"), member);
    return {
        {"kind", "Scale"},
        {"apiVersion", "autoscaling/v1"},
        {"metadata", std::move(metadata)},
        {"spec", json::object{{"replicas", find_int(workload, paths.wanted).value_or(0)}}},
        {"status", json::object{{"replicas", find_int(workload, paths.actual).value_or(0)},
                                {"selector", paths.selector.empty()
                                                 ? selector_text(workload)
                                                 : string_or_empty(workload, paths.selector)}}}};
}

json::object scaled(const ResourceType& type, json::object workload, const json::object& scale) {
    set_at(workload, paths_of(type).wanted, find_int(scale, "spec.replicas").value_or(0));
    metadata_in(workload)["resourceVersion"] = string_or_empty(scale, "metadata.resourceVersion");
    return workload;
}

}  // namespace inland::emulator::cluster
