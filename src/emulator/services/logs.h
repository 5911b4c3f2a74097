// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "emulator/world.h"

#include <string>

namespace inland::emulator {

/// Makes a log group; false when it is there already.
bool make_log_group(World& world, const Scope& scope, const std::string& name, json::object tags);

}  // namespace inland::emulator
