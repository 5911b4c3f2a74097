// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/cloudformation/reader.h"

#include <optional>
#include <vector>

namespace inland::sources::cloudformation {

/// The blocks of a prefix list that the template declares; nothing for others, and where an entry
/// is not known or not IPv4.
std::optional<std::vector<Ipv4Prefix>> blocks_of_list(const Reading& reading, std::string_view key);

}  // namespace inland::sources::cloudformation
