// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "emulator/store.h"
#include "emulator/world.h"

#include <string>

namespace inland::emulator {

/// Deleted VPN resources are shown as "deleted" for a while, and then no more.
void forget_deleted(World& world, const RecordKey& key);

/// CustomerGatewayConfiguration of a VPN connection: the XML that VPN devices are set up from.
std::string customer_gateway_configuration(const json::object& connection,
                                           const json::object& customer_gateway);

}  // namespace inland::emulator
