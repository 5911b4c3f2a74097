// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "knowledge/node.h"

#include <compare>
#include <functional>
#include <string>
#include <string_view>

namespace inland::manifests {

/// The Kubernetes object that a document is; all empty for Helm's values and the like.
struct ObjectName {
    std::string api_version, kind, namespace_name, name;

    /// "Deployment shop/orders"; "" when it is none.
    [[nodiscard]] std::string text() const;
    auto operator<=>(const ObjectName&) const = default;
};

ObjectName object_name(const knowledge::Node& object);

/// "apps" of "apps/v1"; "" of the core group.
std::string_view group_of(std::string_view api_version);

/// Whether it holds other objects: kind "List", "DeploymentList".
bool is_list(const knowledge::Node& object);

/// The text of a map's member; "" where there is none.
std::string_view text_in(const knowledge::Node& map, std::string_view name);

/// Visits each object of a document, those of lists one by one.
void for_each_object(const knowledge::Node& document,
                     const std::function<void(const knowledge::Node& object)>& visit);

}  // namespace inland::manifests
