// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/joins/proof.h"
#include "prove/network.h"

#include <vector>

namespace inland::prove {

/// Gives every failing proof the ways to mend it. Each was tried: with its steps applied to a copy
/// of the Topology the flow holds, and no never-reach flow fails that held before.
void add_repairs(const Network& network, const topology::Cluster& cluster,
                 std::vector<Proof>& proofs);

}  // namespace inland::prove
