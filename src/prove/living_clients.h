// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/prove.h"
#include "topology/topology.h"

#include <vector>

namespace inland::prove {

/// The clients' networks of what lives, each block once: those that VPN connections and Direct
/// Connect bring, those that a VPN gateway of Inland's is tagged to expect, and those to which a
/// route table of Inland's leads by a transit gateway.
std::vector<ClientNetwork> living_clients(const topology::Topology& topology);

}  // namespace inland::prove
