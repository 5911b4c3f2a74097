// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/packets/address_range.h"

#include <vector>

namespace inland::prove {

using AddressRanges = std::vector<AddressRange>;

/// What of the ranges is in none of the others.
AddressRanges outside(AddressRanges ranges, const AddressRanges& others);

}  // namespace inland::prove
