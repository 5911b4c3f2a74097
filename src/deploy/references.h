// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "topology/topology.h"

#include <compare>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace inland::deploy {

/// When a reference must be met. `Creation`: the resource cannot be made without it. `Attachment`:
/// it is added to (and taken off) the resource when that exists, as routes and rules are.
enum class Binding { Creation, Attachment };

/// One resource's need of another. A `type` of "" means that the type is not known: a route's
/// target.
struct Need {
    std::string_view type;
    std::string key;
    Binding binding = Binding::Creation;
};

/// A resource by type and key.
struct Name {
    std::string_view type;
    std::string key;
    auto operator<=>(const Name&) const = default;
};

/// The key under which a design refers to the security group that EKS makes for a cluster.
inline constexpr std::string_view cluster_security_group_prefix = "eks-cluster-sg/";

/// What each resource refers to, in the order of its fields.
std::map<Name, std::vector<Need>> all_needs(const topology::Topology& topology);

}  // namespace inland::deploy
