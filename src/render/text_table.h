// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace inland::render {

using TextRow = std::vector<std::string>;

/// Columns as wide as their widest cell, two spaces apart, no trailing spaces; the first row is the
/// head. Cells are plain ASCII or UTF-8 without wide characters.
std::string text_table(const std::vector<TextRow>& rows, std::size_t indent = 0);

/// "1 node", "3 nodes".
std::string count_of(std::size_t count, std::string_view singular);

}  // namespace inland::render
