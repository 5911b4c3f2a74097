// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace inland::sources {

/// The keys that stand at the beginning of lines within a YAML text's first megabyte: those of its
/// outermost map, in whatever order. UTF-8 or UTF-16. Enough to see what a file is.
std::vector<std::string> yaml_keys(std::string_view bytes);

/// The text behind such a key, on the same line, without quotes; "" when there is no such key.
std::string yaml_value(std::string_view bytes, std::string_view key);

}  // namespace inland::sources
