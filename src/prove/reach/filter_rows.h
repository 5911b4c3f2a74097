// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/packets/filter.h"
#include "prove/packets/party.h"
#include "prove/reach/address_points.h"
#include "prove/reach/bit_rows.h"

#include <span>
#include <vector>

namespace inland::prove {

/// The intervals into which the bounds of some rules' ports cut a range: within one, all ports are
/// treated alike.
std::vector<PortRange> port_pieces(const PortRange& whole, std::span<const PortRange> rules);

/// Takes out of the row the peers (ascending addresses, one a bit) of which the filter does not
/// let through every packet of the traffic.
void apply(const Filter& filter, const Traffic& traffic, std::span<const Address> peers,
           Bound bound, BitRow admitted);

}  // namespace inland::prove
