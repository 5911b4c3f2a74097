// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checker/certificate.h"
#include "prove/packets/passage.h"

namespace inland::prove {

// In the checker's words, which are its own.
checker::Must must_of(knowledge::Must must);
checker::Outcome outcome_of(Outcome outcome);
/// Without ways; of a leak only the packet that shows it.
checker::Passage passage_of(const Exchange& exchange);

}  // namespace inland::prove
