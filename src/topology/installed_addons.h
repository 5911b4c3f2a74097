// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "topology/resource.h"

#include <string>
#include <string_view>

namespace inland::topology {

/// The tag of a cluster for each add-on that Inland installs in it itself, "inland.dev/addon/NAME"
/// with its version: EKS knows nothing of them, and what the Kubernetes API says is not seen from
/// everywhere. A design writes it; whoever looks for what is there reads it.
inline constexpr std::string_view addon_tag = "inland.dev/addon/";

inline std::string addon_tag_of(std::string_view addon) {
    return std::string(addon_tag).append(addon);
}

}  // namespace inland::topology
