// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

namespace inland::http {

/// Lines of a message's head as libcurl hands them over, line break included.

/// Whether the text would end a line: no field may hold such.
bool has_line_break(std::string_view text);
/// Without the blanks around it.
std::string_view trim(std::string_view text);
/// "HTTP/1.1 200 OK" is 200; nothing for other lines.
std::optional<int> status_of(std::string_view line);

}  // namespace inland::http
