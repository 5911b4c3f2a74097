// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/json.h"
#include "emulator/world.h"

#include <optional>
#include <string>
#include <vector>

namespace inland::emulator::balancing {

/// One target of a group, registered by a call or by an Auto Scaling group that has the target
/// group.
struct Target {
    std::string id;  ///< an instance's id or an address
    std::int64_t port = 0;
    std::string zone;  ///< as the caller said it, "" otherwise
    TimePoint registered_at;
    std::optional<TimePoint> deregistered_at;  ///< it drains since
};

/// Every target of a group as it is now, in order of registration; those that have drained are
/// none any more.
std::vector<Target> targets_of(const World& world, const Scope& scope, const json::object& group);
/// How long it takes until the first health check of a target begins.
Duration registration_time(const World& world);
/// How long a target of the group drains.
Duration draining_time(const World& world, const json::object& group);

}  // namespace inland::emulator::balancing
