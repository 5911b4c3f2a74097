// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"

#include <string>
#include <string_view>

namespace inland::emulator {

/// {"PermissionsBoundaryType", "PermissionsBoundaryArn"}.
json::object boundary_document(std::string_view policy_arn);
/// The ARN of the boundary that a role or user has, or "".
std::string boundary_of(const json::object& entity);

}  // namespace inland::emulator
