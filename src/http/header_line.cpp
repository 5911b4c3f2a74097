// SPDX-License-Identifier: Apache-2.0
#include "http/header_line.h"

#include <algorithm>
#include <charconv>

namespace inland::http {

bool has_line_break(std::string_view text) {
    return text.find_first_of(std::string_view("\r\n\0", 3)) != text.npos;
}

std::string_view trim(std::string_view text) {
    constexpr std::string_view blank = " \t\r\n";
    const auto first = text.find_first_not_of(blank);
    return first == text.npos ? std::string_view{}
                              : text.substr(first, text.find_last_not_of(blank) - first + 1);
}

std::optional<int> status_of(std::string_view line) {
    if (!line.starts_with("HTTP/"))
        return std::nullopt;
    const auto rest = line.substr(std::min(line.find(' ') + 1, line.size()));
    int status = 0;
    std::from_chars(rest.data(), rest.data() + rest.size(), status);
    return status;
}

}  // namespace inland::http
