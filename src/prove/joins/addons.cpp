// SPDX-License-Identifier: Apache-2.0
#include "prove/joins/addons.h"

#include "knowledge/yaml_document.h"

#include <algorithm>

namespace inland::prove {

namespace {

/// Where manifests put their service accounts (knowledge/addons.yaml).
constexpr std::string_view system_namespace = "kube-system";

}  // namespace

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

const topology::PodIdentityAssociation* association_of(const topology::Topology& topology,
                                                       const topology::Cluster& cluster,
                                                       std::string_view addon) {
    const auto is_its = [&](const topology::PodIdentityAssociation& association) {
        return association.cluster.is_known() && association.cluster.value().key == cluster.key &&
               association.namespace_name.is_known() &&
               association.namespace_name.value() == system_namespace &&
               association.service_account.is_known() &&
               association.service_account.value() == addon;
    };
    for (const auto& [key, association] : topology.all<topology::PodIdentityAssociation>())
        if (is_its(association))
            return &association;
    return nullptr;
}

}  // namespace inland::prove
