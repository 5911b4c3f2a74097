// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "emulator/world.h"

#include <set>
#include <string>
#include <string_view>

/// The routers at the clients' ends of VPN connections and of Direct Connect, which AWS only hears
/// from: what they advertise by BGP, and which of a connection's two tunnels they keep up. One that
/// nobody told about (POST /_inland/routers) keeps both up and advertises what the VPN gateway is
/// tagged to expect (topology/client_networks.h). I/O thread only.
namespace inland::emulator {

/// The networks, as text. `peer` is a customer gateway's address or a Direct Connect gateway's id;
/// `gateway` the VPN gateway's record, or nullptr at a transit gateway.
std::set<std::string> advertised_by(const World& world, std::string_view peer,
                                    const json::object* gateway);

/// "UP" or "DOWN": the tunnel of that index (0 or 1).
std::string tunnel_status(const World& world, std::string_view peer, std::size_t tunnel);

/// {"peer": "203.0.113.10", "advertises": ["192.168.0.0/16"], "tunnels": ["UP", "DOWN"]}; what is
/// left out is as of a router that nobody told about. Routes and telemetry follow at once.
Result<void> set_client_router(World& world, const json::value& router);
/// All that were told about.
json::array client_routers(const World& world);

}  // namespace inland::emulator
