// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <cstdint>
#include <string_view>

namespace inland::cli {

/// "4GiB", "700M", "1048576": a number of bytes from 1 on. Ki, Mi, Gi and Ti are powers of 1024, K,
/// M, G and T those of 1000, with or without a B. InvalidInput for anything else.
Result<std::uint64_t> parse_byte_count(std::string_view text);

}  // namespace inland::cli
