// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace inland {

using Sha256 = std::array<std::uint8_t, 32>;

/// OpenSSL's digests on whole buffers. Pure; safe for all threads.
Sha256 sha256(std::string_view data);
Sha256 hmac_sha256(std::string_view key, std::string_view data);

/// Lower-case hexadecimal.
std::string hex(std::string_view bytes);
std::string hex(const Sha256& digest);

std::string base64(std::string_view bytes);
/// RFC 4648 section 5, without padding.
std::string base64url(std::string_view bytes);
/// Accepts both alphabets, padded or not; nothing when it is neither.
std::optional<std::string> decode_base64(std::string_view text);

/// `count` characters of `alphabet` from the system's random source: ids and tokens.
std::string random_text(std::size_t count, std::string_view alphabet = "0123456789abcdef");

/// Equal, in time that does not depend on where they differ.
bool constant_time_equal(std::string_view left, std::string_view right);

}  // namespace inland
