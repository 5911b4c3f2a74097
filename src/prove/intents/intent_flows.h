// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/diagnostic.h"
#include "prove/intents/members.h"
#include "prove/joins/proof.h"

#include <vector>

namespace inland::prove {

/// The flow of an intent: "intent.NAME".
std::string flow_id(const intents::Intent& intent);

/// One row for each source of each of the Question's intents, over all of its destinations. Intents
/// with names that the network does not have are left out: check_intents reports them.
std::vector<Proof> prove_intents(const Inhabitants& inhabitants);
std::vector<Proof> prove_intent(const Inhabitants& inhabitants, const intents::Intent& intent);

/// Every name of the Question's intents that nothing in its Topology has, with the nearest one.
Diagnostics check_intents(const Question& question);

}  // namespace inland::prove
