// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"

#include <string_view>

namespace inland::emulator::cluster {

/// What the mutating webhook of a known controller at that path makes of an object; others change
/// nothing.
void mutate_as(std::string_view path, json::object& object);

}  // namespace inland::emulator::cluster
