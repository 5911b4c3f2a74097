// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/network.h"
#include "prove/verdict.h"

namespace inland::prove {

/// Gives every cause of a verdict the place where its resource is written; a cause without one,
/// because something is missing altogether, gets `fallback`.
void add_places(Verdict& verdict, const Network& network, const inland::Place& fallback);

}  // namespace inland::prove
