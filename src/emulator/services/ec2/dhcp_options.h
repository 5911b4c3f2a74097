// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/world.h"

#include <string>

namespace inland::emulator {

/// The id of the Region's default DHCP options, made when they are not there: Amazon's resolver and
/// the Region's own domain name.
std::string default_dhcp_options(World& world, const Scope& scope);

/// "eu-central-1.compute.internal", in us-east-1 "ec2.internal".
std::string internal_domain(std::string_view region);

}  // namespace inland::emulator
