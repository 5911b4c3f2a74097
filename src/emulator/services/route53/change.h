// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "emulator/service.h"

#include <string_view>

namespace inland::emulator::route53 {

/// Notes a change that reaches Route 53's servers over emulated time, as long as `operation`
/// typically takes ("CreateHostedZone"): its ChangeInfo, PENDING.
json::object begin_change(const Call& call, std::string_view operation, std::string_view comment);

}  // namespace inland::emulator::route53
