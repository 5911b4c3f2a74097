// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace inland::knowledge {

/// Whether the whole text fits a pattern in which * stands for any run of characters.
bool matches_wildcard(std::string_view pattern, std::string_view text);

}  // namespace inland::knowledge
