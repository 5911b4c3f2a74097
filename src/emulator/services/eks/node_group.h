// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/store.h"

#include <string>
#include <vector>

namespace inland::emulator {

class World;

/// The cluster's machines that have joined: ids of running instances.
std::vector<std::string> joined_instances(const World& world, const RecordKey& cluster);

/// A node group's record was changed by an update: its Auto Scaling group follows.
void node_group_changed(World& world, const RecordKey& node_group);

}  // namespace inland::emulator
