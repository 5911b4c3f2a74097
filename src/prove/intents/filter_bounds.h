// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/reach/address_points.h"
#include "topology/topology.h"

namespace inland::prove {

/// The bounds of every rule, entry, route and block of a Topology: addresses of one subnet with
/// none of them in between are treated alike by everything that packets cross.
AddressBounds filter_bounds(const topology::Topology& topology);

}  // namespace inland::prove
