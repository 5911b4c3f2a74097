// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"

#include <string>

namespace inland::emulator {

/// An instance as DescribeAutoScalingGroups shows it in its group.
json::object member_row(const std::string& id, const json::object& instance);

}  // namespace inland::emulator
