// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "emulator/world.h"

#include <string>
#include <string_view>

namespace inland::emulator {

/// Makes an instance profile that holds a role. Its ARN.
std::string make_instance_profile(World& world, const std::string& account, std::string_view name,
                                  std::string_view role_arn);
/// The ARN of a profile by name, or "".
std::string profile_arn_of_name(const World& world, const Scope& scope, std::string_view name);
/// Whether there is a profile with that ARN; it may hold no role.
bool is_instance_profile(const World& world, const Scope& scope, std::string_view profile_arn);
/// {"Arn", "Id"} as instances show their profile.
json::object profile_reference(const World& world, const Scope& scope,
                               std::string_view profile_arn);
/// The ARN of the role that the profile holds now, or "".
std::string role_of_profile(const World& world, const Scope& scope, std::string_view profile_arn);

}  // namespace inland::emulator
