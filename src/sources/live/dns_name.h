// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/live/reading.h"

#include <string>
#include <string_view>

namespace inland::sources::live {

/// A name of Route 53's without its final dot, and '*' for the escape that stands for it.
std::string dns_name(std::string_view text);

/// What names mean can be read by few roles. One that may not leaves the type unknown ("missing"),
/// never empty; other failures stay.
Result<void> or_missing(Reading& reading, std::string_view type, Result<void> done);

}  // namespace inland::sources::live
