// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "emulator/scheduler.h"
#include "emulator/world.h"

/// The replacement of a managed node group's machines (EKS User Guide, "Understand each phase of
/// node updates"): more machines than wanted first; when they have joined, old nodes take no more
/// pods, and some at a time (updateConfig) are drained as disruption budgets allow and terminated.
namespace inland::emulator {

/// What becomes of pods whose budgets keep a node from being drained in time: they keep the update
/// from going on (PodEvictionFailure), or they are deleted.
enum class Eviction { Patient, Forced };

/// Begins to replace every machine by ones of the launch template that the group is given now;
/// closes or fails the update (update.h) in the end. After a failure the group is back at the
/// template that it has at this moment.
void start_roll(World& world, const RecordKey& node_group, json::object update, Eviction eviction);

void register_node_group_roll_events(Scheduler& scheduler);

}  // namespace inland::emulator
