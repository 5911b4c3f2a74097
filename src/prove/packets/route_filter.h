// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/packets/filter.h"
#include "prove/packets/party.h"

#include <vector>

namespace inland::prove {

/// Where a route must lead for a packet to take the way in question.
enum class Expected { Local, VpnGateway, InternetGateway };

/// The route table of a subnet as gates: packets to `destinations` (the boxes' `side`) must be
/// routed to what is expected. One gate for each part of the destinations that goes elsewhere,
/// nowhere, into a black hole or to something that is not modelled.
std::vector<Filter> route_filters(const SubnetView& subnet,
                                  const std::vector<AddressRange>& destinations, Side side,
                                  Expected expected);

}  // namespace inland::prove
