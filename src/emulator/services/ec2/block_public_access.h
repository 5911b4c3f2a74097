// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "emulator/world.h"

namespace inland::emulator {

/// Fills in BlockPublicAccessStates of a VPC or subnet: the account's mode, "off" for what an
/// exclusion names.
void show_block_public_access(const World& world, const Scope& scope, json::object& document);

}  // namespace inland::emulator
