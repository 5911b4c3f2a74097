// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "knowledge/node.h"
#include "prove/joins/scene.h"
#include "topology/pod_identity_association.h"

#include <optional>
#include <string_view>
#include <vector>

namespace inland::prove {

/// What gives pods their addresses: EKS installs it unless it is told not to, and without it no
/// node is Ready.
constexpr std::string_view cni_addon = "vpc-cni";

/// The add-ons of the scene's cluster whose names are known.
std::vector<const topology::Addon*> addons_of(const Scene& scene);
/// What gives the pods of an add-on that Inland installs their role: their service account is
/// called as the add-on is (knowledge/addons.yaml). Of a living cluster it says that the add-on is
/// there, since EKS knows only its own. Null without one.
const topology::PodIdentityAssociation* association_of(const topology::Topology& topology,
                                                       const topology::Cluster& cluster,
                                                       std::string_view addon);
/// Whether an add-on of this name may be there that does not say so, or of which nobody tells.
bool may_be_hidden(const Scene& scene, std::string_view name);
/// The values as the API takes them, JSON or YAML; nothing for what is no map.
std::optional<knowledge::Node> configuration_values(std::string_view text);
/// The one of this name; null when the cluster has none.
const topology::Addon* installed(const Scene& scene, std::string_view name);

}  // namespace inland::prove
