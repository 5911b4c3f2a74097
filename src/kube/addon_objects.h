// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "knowledge/tables.h"
#include "kube/object.h"

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace inland::kube {

/// The labels of every object that Inland installs: by them it knows them again.
inline constexpr std::string_view managed_by_label = "app.kubernetes.io/managed-by";
inline constexpr std::string_view managed_by_inland = "inland";
inline constexpr std::string_view addon_label = "inland.dev/addon";

/// Annotations by which a manifest says that an object is for clusters with, or without, another
/// add-on.
inline constexpr std::string_view with_addon = "inland.dev/with-addon";
inline constexpr std::string_view without_addon = "inland.dev/without-addon";

/// What a manifest is filled in with.
struct AddonContext {
    knowledge::Placeholders values = {};   ///< {cluster}, {region}, {vpc}, {image/NAME}
    std::vector<std::string> addons = {};  ///< the cluster's
    /// That of `--knowledge`, whose file wins over the built-in one.
    std::optional<std::filesystem::path> folder = {};
};

/// The objects of an add-on of kind manifest, in the order in which they are installed:
/// knowledge/manifests/ADDON.yaml, filled in, with the labels above. NotFound: there is no such
/// manifest.
Result<std::vector<json::object>> addon_objects(std::string_view addon,
                                                const AddonContext& context);

/// The add-ons that its manifest names in the annotations above: they are installed before it, and
/// go after it.
Result<std::set<std::string>> addons_named_by(std::string_view addon, const AddonContext& context);

/// Where the Deployment or DaemonSet of that name is among the objects; nothing where it is none
/// of them.
std::optional<ObjectName> workload_among(const std::vector<json::object>& objects,
                                         std::string_view name);

/// Gives an object the labels of the add-on's.
void label_as_addons(json::object& object, std::string_view addon);

/// Whether Inland installed it for that add-on.
bool is_of_addon(const json::object& object, std::string_view addon);

}  // namespace inland::kube
