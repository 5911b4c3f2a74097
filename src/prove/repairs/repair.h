// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/joins/proof.h"
#include "prove/joins/scene.h"
#include "prove/repairs/neighbourhoods.h"

#include <vector>

namespace inland::prove {

/// Gives every failing proof the ways to mend it. Each was tried: with its steps applied to a copy
/// of the Topology the flow holds, no other row fails that held before, an intent no more than a
/// flow, and no step can be left out.
void add_repairs(const Scene& scene, std::vector<Proof>& proofs);

/// The same for the rows of the scene's cluster, tried in its neighbourhood alone where that says
/// of the rows what the whole says and no intent looks further.
void add_repairs(const Scene& scene, const Neighbourhoods& neighbourhoods,
                 std::vector<Proof>& proofs);

}  // namespace inland::prove
