// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"

namespace inland::emulator::balancing {

/// Fills in what a target group's health check has by default for its Protocol and
/// HealthCheckProtocol; what the document says already stays.
void fill_health_check(json::object& target_group);
/// Bounds of intervals, timeouts and thresholds; ValidationError.
Result<void> check_health_check(const json::object& target_group);

}  // namespace inland::emulator::balancing
