// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "emulator/service.h"

namespace inland::emulator::balancing {

/// The Tags of a create call, checked and in order; DuplicateTagKeys, TooManyTags.
Result<json::array> tags_of(const Call& call);

}  // namespace inland::emulator::balancing
