// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/world.h"

namespace inland::emulator {

/// The first EC2 call of an account in a Region finds what AWS made with the account: a VPC
/// 172.31.0.0/16 with a /20 subnet in each zone and an internet gateway. Every record of it has
/// "_default": true. Once made, it is never made again, whoever deletes it.
void ensure_default_network(World& world, const Scope& scope);

}  // namespace inland::emulator
