// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/prove.h"
#include "topology/topology.h"

#include <vector>

namespace inland::prove {

/// The registries of the clients' that clusters are tagged to pull from
/// (topology/client_registry.h), each once.
std::vector<ClientRegistry> living_registries(const topology::Topology& topology);

}  // namespace inland::prove
