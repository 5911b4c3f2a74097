// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/error.h"
#include "emulator/faults.h"
#include "emulator/world.h"

#include <optional>

namespace inland::emulator {

/// The faults of the server that a World is in, for launches that no caller asked for: those of
/// Auto Scaling groups. A part of the World; none without a server.
struct LaunchFaults {
    Faults* faults = nullptr;
};

/// What "RunInstances" meets with, counted; nothing when it meets with nothing.
std::optional<Error> capacity_fault(World& world);

/// Whether a machine that starts now never comes up.
bool boot_fault(World& world);

}  // namespace inland::emulator
