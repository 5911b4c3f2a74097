// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/cluster/api/objects.h"
#include "emulator/scheduler.h"

#include <vector>

/// The cluster-autoscaler of an emulated cluster acts where its pod runs: it calls AWS as that pod
/// may, and what stops it is in the pod's log.
namespace inland::emulator::autoscaler {

/// Something in the cluster may have changed: its autoscaler, if one runs, looks at it within its
/// scan interval.
void expect_turn(const cluster::Objects& objects);

/// The same of the changes that one turn of the server's loop made outside of clusters: groups,
/// permissions, the network.
void expect_turns(World& world, const std::vector<Change>& changes);

void register_events(Scheduler& scheduler);

}  // namespace inland::emulator::autoscaler
