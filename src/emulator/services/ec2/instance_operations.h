// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "emulator/service.h"

#include <span>
#include <string_view>

/// The operations of the instance_*.cpp files, which instance_calls.cpp puts together.
namespace inland::emulator {

std::span<const OperationRow> instance_state_operations();
std::span<const OperationRow> instance_attribute_operations();

/// "UserData" of a launch: base64 of at most 16 KiB; else refused, broken base64 with `code`.
Result<void> check_user_data(const json::object& data, std::string_view code);

}  // namespace inland::emulator
