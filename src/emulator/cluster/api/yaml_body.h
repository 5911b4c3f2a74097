// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"

#include <string_view>

namespace inland::emulator::cluster {

/// A YAML document as JSON, plain scalars by YAML 1.2's core schema (1 is a number, "1" is not).
/// BadRequest with the first mistake for what is none.
Result<json::value> read_yaml(std::string_view text);

}  // namespace inland::emulator::cluster
