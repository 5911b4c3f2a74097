// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "knowledge/tables.h"

#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

namespace inland::kube {

/// The labels of every object that Inland installs: by them it knows them again.
inline constexpr std::string_view managed_by_label = "app.kubernetes.io/managed-by";
inline constexpr std::string_view managed_by_inland = "inland";
inline constexpr std::string_view addon_label = "inland.dev/addon";

/// The objects of an add-on of kind manifest, in the order in which they are installed:
/// knowledge/manifests/ADDON.yaml with `values` filled in ({cluster}, {region}, {image/NAME}) and
/// the labels above. `folder` is that of `--knowledge`, whose file wins over the built-in one.
/// NotFound: there is no such manifest.
Result<std::vector<json::object>> addon_objects(
    std::string_view addon, const knowledge::Placeholders& values,
    const std::optional<std::filesystem::path>& folder = std::nullopt);

/// Whether Inland installed it for that add-on.
bool is_of_addon(const json::object& object, std::string_view addon);

}  // namespace inland::kube
