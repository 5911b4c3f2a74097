// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "emulator/world.h"

#include <string>
#include <string_view>

namespace inland::emulator {

std::string make_internet_gateway(World& world, const Scope& scope, json::array tags);
void attach_to_vpc(World& world, const Scope& scope, std::string_view gateway_id,
                   std::string_view vpc_id);

}  // namespace inland::emulator
