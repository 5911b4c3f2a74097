// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/network.h"

#include <vector>

namespace inland::prove {

/// Warnings of rule "no-nodes": clusters whose groups all start without a machine, and add-ons
/// whose pods have nowhere to run then. What is unknown is not judged.
std::vector<Finding> empty_group_findings_of(const Network& network);

}  // namespace inland::prove
