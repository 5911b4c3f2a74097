// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/cluster/api/objects.h"

namespace inland::emulator::cluster {

/// ReplicaSets have as many pods as they say: pods that do not run go first when there are too
/// many.
void reconcile_replica_sets(Objects& objects);

}  // namespace inland::emulator::cluster
