// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/cluster/api/objects.h"

namespace inland::emulator::cluster {

/// Gives every pod that has no node the one with the fewest pods of those that fit: ready, not
/// cordoned, tolerated, selected, not full. Says what kube-scheduler says where none does.
void schedule_pods(Objects& objects);

}  // namespace inland::emulator::cluster
