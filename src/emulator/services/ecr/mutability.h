// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"

namespace inland::emulator::ecr {

/// imageTagMutability with its exclusion filters: present exactly for the two ...WITH_EXCLUSION
/// settings, up to five, each a pattern with at most two '*'. InvalidParameterException.
Result<void> check_mutability(const json::object& input);
/// Takes both members over from an input that was checked.
void set_mutability(const json::object& input, json::object& repository);

}  // namespace inland::emulator::ecr
