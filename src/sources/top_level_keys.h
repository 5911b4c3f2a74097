// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace inland::sources {

/// The first few member names, within its first megabyte, of the outermost object of a JSON text
/// (the first one of a list of objects), UTF-8 or UTF-16: enough to see what a file is.
/// Nothing where there is no object.
std::vector<std::string> top_level_keys(std::string_view bytes);

}  // namespace inland::sources
