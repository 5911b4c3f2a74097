// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"

#include <compare>
#include <string>
#include <string_view>

namespace inland::kube {

/// What a Kubernetes object is found by.
struct ObjectName {
    std::string api_version;  ///< "v1", "apps/v1"
    std::string kind;         ///< "Deployment"
    std::string name_space;   ///< "" for what is in none
    std::string name;

    /// "Deployment kube-system/cluster-autoscaler".
    [[nodiscard]] std::string text() const;
    auto operator<=>(const ObjectName&) const = default;
};

/// By what its own metadata say; members that are missing are "".
ObjectName name_of(const json::object& object);

/// The value of a label, or "".
std::string label_of(const json::object& object, std::string_view label);

/// Whether everything that `wanted` says is so in `found`, which may say more: a field that the API
/// server gave a default, an annotation of a controller's. Lists have as many items, each of which
/// is as wanted. Pure.
bool is_as_wanted(const json::value& wanted, const json::value& found);

}  // namespace inland::kube
