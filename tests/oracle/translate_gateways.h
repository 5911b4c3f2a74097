// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/oracle/small_world.h"
#include "topology/topology.h"

namespace inland::oracle {

/// VPCs and what leads out of them.
void add_gateways(topology::Topology& topology, const World& world);
void add_lists(topology::Topology& topology, const World& world);
void add_public_access(topology::Topology& topology, const World& world);
void add_transit(topology::Topology& topology, const World& world);

}  // namespace inland::oracle
