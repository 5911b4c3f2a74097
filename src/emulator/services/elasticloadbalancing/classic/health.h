// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "emulator/world.h"

#include <string>

namespace inland::emulator::classic {

/// An InstanceState document: worked out when somebody asks, from how long the instance has been
/// registered and whether the emulated network lets the balancer's interfaces reach it.
json::object instance_state(World& world, const Scope& scope, const json::object& balancer,
                            const std::string& instance_id);
/// Says to clocks that jump when to ask again.
void expect_checks(World& world, const json::object& balancer);

}  // namespace inland::emulator::classic
