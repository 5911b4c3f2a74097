// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "knowledge/node.h"
#include "prove/joins/scene.h"

#include <optional>
#include <string_view>
#include <vector>

namespace inland::prove {

/// What gives pods their addresses: EKS installs it unless it is told not to, and without it no
/// node is Ready.
constexpr std::string_view cni_addon = "vpc-cni";

/// The add-ons of the scene's cluster whose names are known.
std::vector<const topology::Addon*> addons_of(const Scene& scene);
/// Whether an add-on of this name may be there that does not say so, or of which nobody tells.
bool may_be_hidden(const Scene& scene, std::string_view name);
/// The values as the API takes them, JSON or YAML; nothing for what is no map.
std::optional<knowledge::Node> configuration_values(std::string_view text);
/// The one of this name; null when the cluster has none.
const topology::Addon* installed(const Scene& scene, std::string_view name);

}  // namespace inland::prove
