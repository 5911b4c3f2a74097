// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/network.h"
#include "prove/verdict.h"

namespace inland::prove {

/// Gives a verdict that does not hold what the user would see, from the table of flows.
void add_symptom(Verdict& verdict, const Network& network);

}  // namespace inland::prove
