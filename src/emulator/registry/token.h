// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/result.h"
#include "emulator/service.h"

#include <chrono>
#include <string>
#include <string_view>

namespace inland::emulator::registry {

/// ECR's authorization tokens last so long (ECR API, GetAuthorizationToken), by the wall clock.
inline constexpr std::chrono::hours token_lifetime{12};

/// The password of the user "AWS": names the caller, sealed, so that nothing needs to be kept.
std::string issue_token(World& world, const Caller& caller, TimePoint wall_now);

/// Who a token was given to. AccessDenied with code "DENIED": 403 for one that has expired, 400
/// for one that is none of ours.
Result<Caller> read_token(World& world, std::string_view token, TimePoint wall_now);

}  // namespace inland::emulator::registry
