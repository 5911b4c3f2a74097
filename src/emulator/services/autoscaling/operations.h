// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/service.h"

#include <span>

/// The operations of each file of this folder, which calls.cpp puts together.
namespace inland::emulator::autoscaling {

std::span<const OperationRow> group_operations();
std::span<const OperationRow> member_operations();
std::span<const OperationRow> tag_operations();
std::span<const OperationRow> hook_operations();
std::span<const OperationRow> attachment_operations();
std::span<const OperationRow> process_operations();
std::span<const OperationRow> refresh_operations();
std::span<const OperationRow> metrics_operations();

}  // namespace inland::emulator::autoscaling
