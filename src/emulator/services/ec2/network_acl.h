// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/world.h"

#include <string>
#include <string_view>

namespace inland::emulator {

/// The network ACL that a VPC is made with: all traffic both ways.
std::string make_default_network_acl(World& world, const Scope& scope, std::string_view vpc_id);
/// What happens to every new subnet.
void associate_default_network_acl(World& world, const Scope& scope, std::string_view vpc_id,
                                   std::string_view subnet_id);

}  // namespace inland::emulator
