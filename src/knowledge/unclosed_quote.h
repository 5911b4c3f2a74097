// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace inland::knowledge {

/// True when a quoted YAML scalar that opens at `offset` has no closing quote. yaml-cpp 0.7 takes
/// the end of the file for one, and with it whatever a broken file still holds.
bool is_unclosed_quote(std::string_view text, std::size_t offset);

}  // namespace inland::knowledge
