// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"

#include <string_view>

namespace inland::emulator::machine {

/// "al2023", "al2" or "bottlerocket", by the image that an instance runs ("_ami_type").
std::string_view system_of(const json::object& instance);

}  // namespace inland::emulator::machine
