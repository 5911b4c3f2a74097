// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "emulator/world.h"

namespace inland::emulator::balancing {

/// A TargetHealthDescription of each target of a group, as they are now: worked out when somebody
/// asks. I/O thread only.
json::array health_of_targets(World& world, const Scope& scope, const json::object& group);

}  // namespace inland::emulator::balancing
