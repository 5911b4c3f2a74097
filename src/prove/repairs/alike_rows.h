// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/joins/proof.h"

#include <vector>

namespace inland::prove {

/// Rows that fail by the same things: what mends one of them mends most.
using AlikeRows = std::vector<Proof*>;

/// The failing ones of the rows, in the order of the first of each kind. Refers to them.
std::vector<AlikeRows> alike_failures(std::vector<Proof>& proofs);

}  // namespace inland::prove
