// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/network.h"

#include <vector>

namespace inland::prove {

/// A warning for each add-on and group of nodes where the add-on's pods have no role of their own
/// and cannot get the node's, because the answers of the metadata service end at the node.
std::vector<Finding> metadata_findings_of(const Network& network);

}  // namespace inland::prove
