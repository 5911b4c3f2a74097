// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "knowledge/node.h"

#include <optional>
#include <string_view>

namespace inland::knowledge {

/// Where the bytes stop being text: the first byte that is no valid UTF-8 (RFC 3629) or is a
/// control character other than tab, line feed and carriage return. Nothing when all is text.
std::optional<Position> first_binary_byte(std::string_view bytes);

}  // namespace inland::knowledge
