// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "emulator/service.h"

namespace inland::emulator::balancing {

/// The rule that holds the default actions of a new listener.
void make_default_rule(const Call& call, const json::object& listener);

}  // namespace inland::emulator::balancing
