// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/message.h"

#include <cstdint>
#include <optional>

namespace inland::oci {

/// Content-Length; nothing when it is missing or no number.
std::optional<std::uint64_t> content_length(const http::Response& answer);
/// The first byte of "Content-Range: bytes FIRST-LAST/SIZE".
std::optional<std::uint64_t> content_range_start(const http::Response& answer);
/// How many bytes an upload has, by its "Range: [bytes=]0-LAST". Nothing when it does not say. An
/// upload of none and one of a single byte both say "0-0": 0.
std::optional<std::uint64_t> uploaded_bytes(const http::Response& answer);

}  // namespace inland::oci
