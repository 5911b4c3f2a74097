// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"

#include <string>
#include <string_view>

namespace inland::emulator {

/// The user data that EKS gives a managed machine of a system ("AL2023_x86_64_STANDARD"): what its
/// agent needs to find the cluster (EKS-FACTS.md 2.1 to 2.3).
std::string managed_user_data(const json::object& cluster, const json::object& node_group,
                              std::string_view ami_type);

/// The owner's part of a launch template and EKS's: parts of one MIME message, or, for
/// Bottlerocket, one TOML document. Refused when the owner's is no MIME message, as EKS refuses it.
Result<std::string> merged_user_data(std::string_view own, const std::string& managed,
                                     std::string_view ami_type);

}  // namespace inland::emulator
