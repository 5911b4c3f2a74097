// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "manifests/object.h"

#include <string>
#include <string_view>

namespace inland::kube {

using manifests::ObjectName;

/// By what its own metadata say; members that are missing are "".
ObjectName name_of(const json::object& object);

/// The value of a label or an annotation, or "".
std::string label_of(const json::object& object, std::string_view label);
std::string annotation_of(const json::object& object, std::string_view annotation);

/// Whether everything that `wanted` says is so in `found`, which may say more: a field that the API
/// server gave a default, an annotation of a controller's. Lists have as many items, each of which
/// is as wanted. Pure.
bool is_as_wanted(const json::value& wanted, const json::value& found);

}  // namespace inland::kube
