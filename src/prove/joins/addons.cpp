// SPDX-License-Identifier: Apache-2.0
#include "prove/joins/addons.h"

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

const topology::Addon* installed(const Scene& scene, std::string_view name) {
    const auto addons = addons_of(scene);
    const auto found = std::ranges::find_if(
        addons, [&](const topology::Addon* addon) { return addon->addon_name.value() == name; });
    return found == addons.end() ? nullptr : *found;
}

}  // namespace inland::prove
