// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"

#include <cstdint>
#include <string_view>

namespace inland::emulator::cluster {

/// A resource.Quantity in thousandths: "250m" is 250, "1" is 1000, "1Ki" is 1024000. 0 for what is
/// none; what is larger than fits is the largest that does.
std::int64_t milli_quantity(std::string_view text);
/// The same of a JSON value, which may be a number.
std::int64_t milli_quantity_of(const json::value& value);

}  // namespace inland::emulator::cluster
