// SPDX-License-Identifier: Apache-2.0
#include "prove/joins/addons.h"

#include "knowledge/yaml_document.h"

#include <algorithm>

namespace inland::prove {

std::vector<const topology::Addon*> addons_of(const Scene& scene) {
    std::vector<const topology::Addon*> addons;
    for (const auto& [key, addon] : scene.network.topology().all<topology::Addon>())
        if (addon.addon_name.is_known() && addon.cluster.is_known() &&
            addon.cluster.value().key == scene.cluster.key)
            addons.push_back(&addon);
    return addons;
}

bool may_be_hidden(const Scene& scene, std::string_view name) {
    return std::ranges::any_of(
        scene.network.topology().all<topology::Addon>(), [&](const auto& entry) {
            const topology::Addon& addon = entry.second;
            const bool named = addon.addon_name.is_known();
            const bool owned = addon.cluster.is_known();
            return (!named || addon.addon_name.value() == name) && !(named && owned) &&
                   (!owned || addon.cluster.value().key == scene.cluster.key);
        });
}

const topology::Addon* installed(const Scene& scene, std::string_view name) {
    const auto addons = addons_of(scene);
    const auto found = std::ranges::find_if(
        addons, [&](const topology::Addon* addon) { return addon->addon_name.value() == name; });
    return found == addons.end() ? nullptr : *found;
}

std::optional<knowledge::Node> configuration_values(std::string_view text) {
    Diagnostics diagnostics;
    knowledge::Reporter reporter("", diagnostics);
    auto tree = knowledge::parse_yaml(text, reporter);
    const bool is_values = diagnostics.empty() && tree && tree->kind == knowledge::NodeKind::Map;
    return is_values ? std::move(tree) : std::nullopt;
}

}  // namespace inland::prove
