// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json_arena.h"
#include "core/result.h"

#include <cstddef>
#include <string_view>

namespace inland::sources::terraform {

/// Parses a plan's JSON as parse_json_into_arena does, without the parts that nobody reads: they
/// must be JSON too, and cost a fourth of the time and no memory.
Result<JsonDocument> parse_plan(std::string_view text, std::size_t max_depth);

}  // namespace inland::sources::terraform
