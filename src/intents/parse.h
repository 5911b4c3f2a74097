// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/diagnostic.h"
#include "intents/intents.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace inland::intents {

/// A longer file is refused before it is parsed.
inline constexpr std::size_t maximum_bytes = std::size_t{1} << 20U;

/// The intents of a YAML text; docs/schemas/intents-v1.json describes it. All mistakes are reported
/// with their places, and then nothing is returned. Never throws.
std::optional<Intents> parse(std::string_view text, std::string_view file,
                             Diagnostics& diagnostics);
std::optional<Intents> load_file(const std::string& path, Diagnostics& diagnostics);

}  // namespace inland::intents
