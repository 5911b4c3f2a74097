// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "emulator/scheduler.h"
#include "emulator/world.h"

/// The replacement of a managed node group's machines (EKS User Guide, "Understand each phase of
/// node updates"): more machines than wanted first, then old ones go as new ones have joined.
namespace inland::emulator {

/// Begins to replace every machine by ones of the group's newest launch template.
void start_roll(World& world, const RecordKey& node_group);
/// How long it takes by the tables, for a group of that size.
Duration roll_duration(const World& world, const json::object& node_group);

void register_node_group_roll_events(Scheduler& scheduler);

}  // namespace inland::emulator
