// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "topology/resource.h"

#include <string>
#include <string_view>

namespace inland::topology {

/// The tags that every resource of Inland's carries: they are its only state (ARCHITECTURE,
/// decision 2). Readers that find a resource by path, alias or name set them the same way.
inline constexpr std::string_view cluster_tag = "inland.dev/cluster";
inline constexpr std::string_view id_tag = "inland.dev/id";
/// Of machines of self-managed groups: the group's name in the spec.
inline constexpr std::string_view node_group_tag = "inland.dev/node-group";

/// The value of a tag, or "".
inline std::string tag_value(const Tags& tags, std::string_view key) {
    const auto found = tags.find(std::string(key));
    return found == tags.end() ? std::string() : found->second;
}

/// Whether Inland made this resource for `cluster`.
inline bool is_owned(const Resource& resource, std::string_view cluster) {
    return !cluster.empty() && tag_value(resource.tags, cluster_tag) == cluster;
}

/// The key of the security group that EKS makes for a cluster.
inline std::string cluster_security_group_key(std::string_view cluster) {
    return "eks-cluster-sg/" + std::string(cluster);
}

}  // namespace inland::topology
