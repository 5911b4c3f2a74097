// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "emulator/world.h"

#include <string>
#include <string_view>

namespace inland::emulator {

/// "pl-6da54004": the id of the list of a gateway service's addresses in a Region; made from the
/// names, so that it is always the same.
std::string prefix_list_id(std::string_view service_name);

/// Private names that an endpoint of this service answers for, in the Region.
std::vector<std::string> private_names(const World& world, std::string_view region,
                                       std::string_view service_name);

}  // namespace inland::emulator
