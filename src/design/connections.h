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

/// What every route table of the VPC needs so that replies find the clients behind the transit
/// gateway; empty without one. (What is behind a VPN gateway is propagated.)
std::vector<topology::Route> routes_to_transit_gateway(const Drawing& drawing);

}  // namespace inland::design
