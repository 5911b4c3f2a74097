// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ipv4_prefix.h"
#include "core/json.h"
#include "emulator/world.h"

#include <string>
#include <string_view>

namespace inland::emulator {

/// The main route table that a VPC is made with.
std::string make_main_route_table(World& world, const Scope& scope, std::string_view vpc_id);
/// Every table of the VPC gets a local route for a block that the VPC has gained.
void add_local_routes(World& world, const Scope& scope, std::string_view vpc_id,
                      const Ipv4Prefix& cidr);
/// The other way round, for a block that the VPC has lost.
void remove_local_routes(World& world, const Scope& scope, std::string_view vpc_id,
                         const Ipv4Prefix& cidr);

/// Makes the propagated routes of a table what the connections of its propagating gateways say
/// now (VPC-SEMANTICS.md 1.9: static VPN routes of available connections).
void refresh_propagation(World& world, const Scope& scope, std::string_view route_table_id);
/// The same for every table of the scope that a gateway propagates into.
void refresh_propagations_of(World& world, const Scope& scope, std::string_view gateway_id);

/// Adds or takes away a gateway endpoint's prefix-list route.
void add_prefix_list_route(World& world, const Scope& scope, std::string_view route_table_id,
                           std::string_view prefix_list_id, std::string_view endpoint_id);
void remove_routes_to(World& world, const Scope& scope, std::string_view route_table_id,
                      std::string_view target);
/// Routes whose target has gone stay as blackholes.
void blackhole_routes_to(World& world, const Scope& scope, std::string_view target);

}  // namespace inland::emulator
