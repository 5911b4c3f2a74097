// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/cluster/api/objects.h"

namespace inland::emulator::cluster {

/// Gives every node that a DaemonSet selects one of its pods, and the DaemonSet its status.
void reconcile_daemon_sets(Objects& objects);

}  // namespace inland::emulator::cluster
