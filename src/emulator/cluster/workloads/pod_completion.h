// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/cluster/api/objects.h"
#include "emulator/scheduler.h"

namespace inland::emulator::cluster {

/// A running pod that is not restarted for ever (restartPolicy Never or OnFailure) ends a while
/// after it began, and has succeeded: the emulated part of a Job.
void plan_completion(Objects& objects, const json::object& pod);

void register_completion_events(Scheduler& scheduler);

}  // namespace inland::emulator::cluster
