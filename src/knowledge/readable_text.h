// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "knowledge/reporter.h"

#include <cstddef>
#include <string_view>

namespace inland::knowledge {

/// Whether a file can be parsed at all: not larger than it may be, and UTF-8 text. Says what it is
/// otherwise.
bool is_readable_text(std::string_view text, std::size_t maximum_bytes, Reporter& reporter);

}  // namespace inland::knowledge
