// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "emulator/world.h"

#include <string>
#include <string_view>
#include <vector>

namespace inland::emulator {

/// Whether an address may be used in a subnet: inside its block, not one of the five that AWS
/// keeps, and free. EC2's errors.
Result<void> check_private_address(const World& world, const Scope& scope,
                                   std::string_view subnet_id, std::string_view address);
/// Gives an interface secondary addresses: those named and `count` free ones. All or none; the
/// addresses that it got.
Result<std::vector<std::string>> assign_addresses(World& world, const Scope& scope,
                                                  const std::string& interface_id,
                                                  const std::vector<std::string>& named,
                                                  std::size_t count);

}  // namespace inland::emulator
