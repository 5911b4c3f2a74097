// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace inland {

/// The candidate nearest to `word` by edit distance, or "" when none is near enough to be what was
/// meant (a third of the word's length, at least one).
std::string nearest_name(std::string_view word, std::span<const std::string> candidates);

}  // namespace inland
