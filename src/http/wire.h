// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/message.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace inland::http {

/// The registered phrase of a status code (RFC 9110 section 15), or "Unknown".
std::string_view reason_phrase(int status);

/// "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110 section 5.6.7).
std::string http_date(std::chrono::system_clock::time_point time);

/// A status line and header section with the empty line after it (RFC 9112 sections 4 and 5). Line
/// breaks and NUL in names, values and the reason become spaces, so that no value can begin a line.
std::string response_head(int status, std::string_view reason, const Headers& headers);

/// A chunk of a chunked body (RFC 9112 section 7.1); "" for no bytes, which would end the body.
std::string chunk(std::string_view bytes);
inline constexpr std::string_view last_chunk = "0\r\n\r\n";

/// "host:port" of a CONNECT target; nothing when it is not of that form.
struct Authority {
    std::string host;
    std::uint16_t port = 0;
};
std::optional<Authority> parse_authority(std::string_view text);

}  // namespace inland::http
