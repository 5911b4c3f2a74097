// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "topology/topology.h"

#include <cstdint>
#include <utility>
#include <vector>

namespace inland::kernel {

/// The ports that a world's probes are sent from and to, as pairs (source, destination). Every
/// filter treats all ports between two of its rules' boundaries alike, so each rule's boundaries
/// and the ports beside them stand for all: as destinations those below the ephemeral ports each
/// with all boundaries among the ephemeral ports as sources, and those among the ephemeral ports
/// with one source that is no boundary. So no probe is another one's reply.
std::vector<std::pair<std::uint16_t, std::uint16_t>> probed_ports(const topology::Topology& world);

}  // namespace inland::kernel
