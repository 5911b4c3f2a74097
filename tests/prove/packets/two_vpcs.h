// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/packets/connect.h"
#include "prove/packets/passage.h"
#include "tests/prove/private_world.h"

#include <string>
#include <string_view>

namespace inland::prove::testing {

/// The private world with a second VPC "hub" 10.1.0.0/16: subnet "hub-a" 10.1.1.0/24 in zone a with
/// an interface 10.1.1.9 (group "hub-group", which admits HTTPS from the nodes' group), the table
/// "hub" with no routes. Nothing connects the two yet.
topology::Topology two_vpcs();
/// Peering "pcx" with routes both ways.
topology::Topology peered_vpcs();
/// Transit gateway "tgw" with attachments "spoke" (subnet a) and "hub" (subnet hub-a), one route
/// table "tgt" that both use and propagate into, and routes both ways.
topology::Topology attached_vpcs();

topology::Route route_to(std::string_view block, topology::RouteTarget target, std::string key);
/// Whether a node in subnet `subnet` opens HTTPS to the interface in the hub.
Connection node_to_hub(const topology::Topology& world, std::string_view subnet = "a");

}  // namespace inland::prove::testing
