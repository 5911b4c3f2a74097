// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/scheduler.h"

namespace inland::emulator {

/// Instance refreshes: a group replaces what it has, some at a time, so that a percentage of it
/// stays healthy (Auto Scaling User Guide, "Instance refresh").
void register_refresh_events(Scheduler& scheduler);

}  // namespace inland::emulator
