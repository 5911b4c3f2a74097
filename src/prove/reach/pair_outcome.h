// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/packets/journey.h"
#include "prove/verdict.h"

namespace inland::prove {

/// What the prover says of one connection, the slow way: for pairs whose way is more than a local
/// route. With Purpose::Escape, Holds is that a packet surely arrives, Fails that none can.
Outcome pair_outcome(const Trip& trip);

}  // namespace inland::prove
