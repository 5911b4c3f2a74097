// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "topology/topology.h"

#include <string>
#include <string_view>
#include <vector>

namespace inland::kernel {

/// The blocks of the world's VPC.
std::vector<Ipv4Prefix> local_blocks(const topology::Topology& world);

/// What comes from a subnet's device is routed by its route table, as ip(8) writes it; the longest
/// prefix decides, of equal ones the local route.
std::string route_lines(const topology::Topology& world, std::string_view subnet,
                        std::string_view device, int table_number);

}  // namespace inland::kernel
