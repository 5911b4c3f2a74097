// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/cluster/api/objects.h"

namespace inland::emulator::cluster {

/// Jobs have their pods, as many at once as their parallelism says, and are complete when enough of
/// them have succeeded (pod_completion.h).
void reconcile_jobs(Objects& objects);

}  // namespace inland::emulator::cluster
