// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "emulator/service.h"

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

/// What the calls for temporary credentials say about the session, checked as STS checks it.
namespace inland::emulator {

/// RoleSessionName: 2 to 64 of letters, digits and =,.@-_.
Result<std::string> session_name(const Call& call);
/// DurationSeconds: 900 to `greatest`, `otherwise` when it is not said.
Result<std::chrono::seconds> session_duration(const Call& call, std::int64_t otherwise,
                                              std::int64_t greatest);
/// The documents of Policy and PolicyArns; nothing when neither is given.
Result<std::optional<std::vector<std::string>>> session_policies(const Call& call,
                                                                 const std::string& account);
/// Tags: 50 at most, without two keys that differ in case only.
Result<std::map<std::string, std::string>> session_tags(const Call& call);

}  // namespace inland::emulator
