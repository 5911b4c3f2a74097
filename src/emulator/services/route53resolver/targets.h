// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "emulator/service.h"

#include <string>

/// Where a FORWARD rule sends questions.
namespace inland::emulator::resolver {

/// TargetIps with Port and Protocol filled in: one to six IPv4 addresses.
Result<json::array> targets_of(const json::object& input);
/// The endpoint must be the caller's and OUTBOUND.
Result<void> check_outbound(const Call& call, const std::string& endpoint_id);

/// The rule that every Region has: questions that no other rule names go to the internet's name
/// servers.
json::object internet_rule(const Call& call);
inline constexpr std::string_view internet_rule_id = "rslvr-autodefined-rr-internet-resolver";

}  // namespace inland::emulator::resolver
