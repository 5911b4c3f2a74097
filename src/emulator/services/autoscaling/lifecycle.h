// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/scheduler.h"
#include "emulator/world.h"

#include <string_view>

/// Lifecycle hooks: instances wait on their way in and out until somebody completes the action, or
/// its time is over (Auto Scaling User Guide, "Lifecycle hooks").
namespace inland::emulator {

enum class Transition { Launching, Terminating };

/// Lets an instance wait when its group has a hook for the transition. Whether it waits.
bool begin_lifecycle(World& world, const RecordKey& instance, Transition transition);
/// "CONTINUE" or "ABANDON" for an instance that waits; false when it waits for nothing. Launching:
/// in service, or terminated. Terminating: terminated either way.
bool complete_lifecycle(World& world, const RecordKey& instance, std::string_view result);
/// Starts the hook's time again.
bool keep_waiting(World& world, const RecordKey& instance);

void register_lifecycle_events(Scheduler& scheduler);

}  // namespace inland::emulator
