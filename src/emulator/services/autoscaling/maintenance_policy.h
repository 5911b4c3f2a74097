// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"

#include <cstdint>

namespace inland::emulator::autoscaling {

/// A group's InstanceMaintenancePolicy: between which percentages of its desired capacity it stays
/// while instances are replaced. Source: API reference, InstanceMaintenancePolicy.

/// Refuses a policy in a call's input that AWS refuses: one percentage without the other, out of
/// their ranges, or more than 100 apart.
Result<void> check_maintenance_policy(const json::object& input);

/// Keeps the input's policy in the group; -1 for both percentages takes the group's policy away.
void keep_maintenance_policy(const json::object& input, json::object& group);

/// Which percentage of the group stays in service while a refresh goes on that names none.
std::int64_t healthy_percentage(const json::object& group);

}  // namespace inland::emulator::autoscaling
