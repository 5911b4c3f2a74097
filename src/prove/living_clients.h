// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/prove.h"
#include "topology/topology.h"

#include <vector>

namespace inland::prove {

/// The clients' networks of what Inland made and lives, each block once: those that its VPN
/// connections and Direct Connect bring, and those that its VPN gateway and its attachment to a
/// transit gateway are tagged to expect. Of others nobody knows who is to reach what.
std::vector<ClientNetwork> living_clients(const topology::Topology& topology);

}  // namespace inland::prove
