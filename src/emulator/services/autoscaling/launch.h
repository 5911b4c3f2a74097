// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "emulator/world.h"

#include <string>
#include <string_view>

namespace inland::emulator {

/// The launch template that a group launches from now, in the group itself or in its mixed
/// instances policy, with the number of its version.
Result<json::object> current_template(const World& world, const RecordKey& group);

/// Launches one instance into the zone that has the fewest of the group, or, where that has no
/// capacity, into the next. Every try is an activity. False when none worked.
bool launch_one(World& world, const RecordKey& group, std::string_view cause);

}  // namespace inland::emulator
