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

}  // namespace

json::object scale_of(const json::object& workload) {
    json::object metadata;
    for (const auto* member : {"name", "namespace", "uid", "resourceVersion", "creationTimestamp"})
        metadata[member] = string_or_empty(find_object(workload, "metadata"), member);
    return {{"kind", "Scale"},
            {"apiVersion", "autoscaling/v1"},
            {"metadata", std::move(metadata)},
            {"spec", json::object{{"replicas", find_int(workload, "spec.replicas").value_or(0)}}},
            {"status", json::object{{"replicas", find_int(workload, "status.replicas").value_or(0)},
                                    {"selector", selector_text(workload)}}}};
}

json::object scaled(json::object workload, const json::object& scale) {
    object_in(workload, "spec")["replicas"] = find_int(scale, "spec.replicas").value_or(0);
    metadata_in(workload)["resourceVersion"] = string_or_empty(scale, "metadata.resourceVersion");
    return workload;
}

}  // namespace inland::emulator::cluster
