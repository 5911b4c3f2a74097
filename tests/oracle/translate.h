// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/port_range.h"
#include "prove/packets/party.h"
#include "tests/oracle/small_world.h"
#include "topology/topology.h"

#include <string>

namespace inland::oracle {

/// A small world as a Topology: address n becomes 10.0.0.n, each small port an interval of real
/// ports whose bounds are ones that rules are written with.
topology::Topology translate(const World& world);

prove::Party translate(const prove::Network& network, const End& end);

/// Of a small port, or of the small ports first..last.
PortRange real_ports(int port);
PortRange real_ports(int first, int last);

}  // namespace inland::oracle
