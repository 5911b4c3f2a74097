// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/workloads/mounts.h"

#include <array>

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

/// Where a volume names what it holds.
struct SourceRow {
    std::string_view volume;
    std::string_view name;
    std::string_view plural;
    std::string_view words;
};
constexpr std::array sources{SourceRow{"secret", "secretName", "secrets", "secret"},
                             SourceRow{"configMap", "name", "configmaps", "configmap"}};

bool lacks(const Objects& objects, const json::object& pod, const json::object& source,
           const SourceRow& row) {
    const auto name = string_or_empty(source, row.name);
    return !name.empty() && !find_bool(source, "optional").value_or(false) &&
           objects.find(type_of("", row.plural), namespace_of(pod), name) == nullptr;
}

}  // namespace

std::optional<std::string> missing_mount(const Objects& objects, const json::object& pod) {
    for (const auto& volume : find_array(pod, "spec.volumes"))
        for (const auto& row : sources) {
            const auto& source = find_object(volume, row.volume);
            if (lacks(objects, pod, source, row))
                return fmt::format(
                    "MountVolume.SetUp failed for volume \"{}\" : {} \"{}\" not found",
                    string_or_empty(volume, "name"), row.words, string_or_empty(source, row.name));
        }
    return std::nullopt;
}

}  // namespace inland::emulator::cluster
