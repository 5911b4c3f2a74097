// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/network.h"
#include "prove/verdict.h"

#include <vector>

namespace inland::prove {

/// What is worth saying beside the flows: endpoints that let data out to any account, and private
/// names that two endpoints claim.
std::vector<Finding> findings_of(const Network& network);

}  // namespace inland::prove
