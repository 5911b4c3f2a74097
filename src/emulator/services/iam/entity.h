// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/world.h"

#include <string_view>

namespace inland::emulator {

/// The role or user of that ARN, in whichever account it names, or nullptr.
const json::object* entity_of_arn(const World& world, std::string_view arn);

}  // namespace inland::emulator
