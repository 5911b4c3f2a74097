// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <string>
#include <string_view>

namespace inland::user_data {

/// Bytes that begin like gzip (RFC 1952), unpacked; any others as they are. Refused: damaged gzip,
/// and gzip of more than a mebibyte, which no user data of 16 KiB needs.
Result<std::string> unpack(std::string_view bytes);

}  // namespace inland::user_data
