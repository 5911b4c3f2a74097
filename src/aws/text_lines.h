// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace inland::aws {

/// The words of a line, split at blanks.
std::vector<std::string_view> split_words(std::string_view line);

/// Takes the first line off `text`, without its end ("\n" or "\r\n").
std::string_view take_line(std::string_view& text);

/// ASCII letters in lower case.
std::string to_lower(std::string_view text);

/// Without blanks at both ends.
std::string_view trimmed(std::string_view text);

}  // namespace inland::aws
