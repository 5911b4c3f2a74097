// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/service.h"

#include <string_view>

namespace inland::emulator {

/// The entries of a customer's prefix list after a call: `entries` without RemoveEntries and with
/// those that the call has under `added`, by CIDR. Refusals are EC2's, `list` saying the family and
/// how many entries there may be.
Result<json::array> changed_entries(const Call& call, const json::object& list, json::array entries,
                                    std::string_view added);

}  // namespace inland::emulator
