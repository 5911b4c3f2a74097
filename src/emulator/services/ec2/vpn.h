// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "emulator/store.h"
#include "emulator/world.h"

#include <string>

namespace inland::emulator {

/// Deleted VPN resources are shown as "deleted" for a while, and then no more.
void forget_deleted(World& world, const RecordKey& key);

/// The address of a VPN connection's customer gateway.
std::string peer_of(const World& world, const Scope& scope, const json::object& connection);
/// Makes the telemetry of an available connection what its peer's router says now.
void refresh_tunnels(World& world, const RecordKey& key);

/// CustomerGatewayConfiguration of a VPN connection: the XML that VPN devices are set up from.
std::string customer_gateway_configuration(const json::object& connection,
                                           const json::object& customer_gateway);

}  // namespace inland::emulator
