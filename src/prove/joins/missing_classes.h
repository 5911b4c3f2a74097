// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/verdict.h"
#include "topology/topology.h"

namespace inland::prove {

/// Makes verdicts unknown that rest on classes of resources which the source does not tell about
/// (Topology::missing): a flow that holds may be broken by what is not seen, and one that fails
/// because something is not there may be mended by it. Pure.
void doubt_missing_classes(ClusterVerdicts& verdicts, const topology::Topology& topology);

}  // namespace inland::prove
