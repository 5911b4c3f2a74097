// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/registry/answer.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>
#include <variant>

namespace inland::emulator::registry {

/// First and last byte of one satisfiable range.
struct ByteRange {
    std::uint64_t first = 0;
    std::uint64_t last = 0;
};
struct UnsatisfiableRange {};

/// Reads "bytes=0-99", "bytes=100-", "bytes=-5" for content of `size` bytes (RFC 9110 section
/// 14.1.2). Anything else, several ranges too, is no range: the whole is answered.
std::variant<std::monostate, ByteRange, UnsatisfiableRange> parse_range(std::string_view header,
                                                                        std::uint64_t size);

/// The file, or the range of it that the request asks for: 200, 206 or 416.
Answer file_answer(const http::Request& request, const std::filesystem::path& file,
                   std::uint64_t size, http::Headers headers);

}  // namespace inland::emulator::registry
