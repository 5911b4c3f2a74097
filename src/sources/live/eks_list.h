// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/live/reading.h"

#include <string_view>

namespace inland::sources::live {

/// What hangs on a cluster: List... names it, Describe... tells of each.
struct EksList {
    std::string_view list_operation;
    std::string_view names;  ///< output member of the list: "addons"
    std::string_view describe_operation;
    std::string_view name_member;  ///< input member of the description: "addonName"
    std::string_view document;     ///< output member of the description: "addon"
    /// Which clusters may be asked; nullptr: all.
    bool (*applies)(const topology::Cluster& cluster) = nullptr;
};

/// The descriptions of all that hang on the clusters read so far. One that goes away between the
/// two calls is left out.
Result<json::array> list_eks(const Reading& reading, const EksList& what);

/// "atlas/coredns": such names are unique within a cluster only.
std::string key_within(const json::value& document, std::string_view name);

}  // namespace inland::sources::live
