// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "emulator/world.h"

/// What is wrong with a managed node group, as DescribeNodegroup tells of it.
namespace inland::emulator {

/// Adds {"code", "message", "resourceIds"}, in place of one of that code; ACTIVE becomes DEGRADED.
void add_health_issue(World& world, const RecordKey& node_group, json::object issue);
/// All is well again; DEGRADED becomes ACTIVE.
void clear_health_issues(World& world, const RecordKey& node_group);

}  // namespace inland::emulator
