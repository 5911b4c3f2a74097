// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "topology/topology.h"

namespace inland::deploy {

/// The design with the holes of its texts filled from the clusters that were observed, so that user
/// data can be compared. What waits for a cluster that is not there keeps its holes: known after
/// apply. Pure.
topology::Topology with_late_values(topology::Topology desired, const topology::Topology& observed);

}  // namespace inland::deploy
