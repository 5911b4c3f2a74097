// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/world.h"

#include <string>
#include <string_view>

namespace inland::emulator {

/// The role of that ARN, or nullptr.
const json::object* role_of_arn(const World& world, const Scope& scope, std::string_view role_arn);
/// The role of that ARN in whichever account it names, or nullptr.
const json::object* role_anywhere(const World& world, std::string_view role_arn);
/// Whether the role's trust policy lets a service ("eks.amazonaws.com") assume it.
bool trusts_service(const json::object& role, std::string_view service);

}  // namespace inland::emulator
