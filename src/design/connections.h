// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "design/drawing.h"

#include <string>
#include <vector>

namespace inland::design {

// What the designers of connections to clients' networks share.

/// Sorted.
std::vector<Ipv4Prefix> blocks_of(const spec::PlacedList<Ipv4Prefix>& networks);
/// "172.16.0.0/16, 192.168.0.0/24".
std::string names_of(const spec::PlacedList<Ipv4Prefix>& networks);
/// Of the first connection; the spec has one.
const Place& place_of_connections(const spec::Cluster& spec);

/// Where the spec names a transit gateway, too, Direct Connect ends at that one; else at the VPN
/// gateway of the VPC.
bool ends_at_transit_gateway(const spec::Connect& connect);
/// Whether something of the client's ends at the VPN gateway.
bool needs_vpn_gateway(const spec::Connect& connect);
/// The networks behind the transit gateway, sorted; none without one.
std::vector<Ipv4Prefix> blocks_behind_transit_gateway(const spec::Connect& connect);

/// What every route table of the VPC needs so that replies find the clients behind the transit
/// gateway; empty without one. (What is behind a VPN gateway is propagated.)
std::vector<topology::Route> routes_to_transit_gateway(const Drawing& drawing);

}  // namespace inland::design
