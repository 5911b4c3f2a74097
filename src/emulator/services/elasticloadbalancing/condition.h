// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "emulator/service.h"

namespace inland::emulator::balancing {

/// The conditions of a rule in AWS's full form: each field known, with values, in Values and in
/// the field's own Config member where it has both.
Result<json::array> complete_conditions(const Call& call, const json::array& conditions);

}  // namespace inland::emulator::balancing
