// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/service.h"

#include <span>

namespace inland::emulator::classic {

/// The operations of each file here, which registry.cpp puts together, and what happens later.
std::span<const OperationRow> classic_load_balancer_operations();
std::span<const OperationRow> classic_listener_operations();
std::span<const OperationRow> classic_placement_operations();
std::span<const OperationRow> classic_instance_operations();
std::span<const OperationRow> classic_health_operations();
std::span<const OperationRow> classic_attribute_operations();
std::span<const OperationRow> classic_policy_operations();
std::span<const OperationRow> classic_tag_operations();
void register_events(Scheduler& scheduler);
void register_health_events(Scheduler& scheduler);

}  // namespace inland::emulator::classic
