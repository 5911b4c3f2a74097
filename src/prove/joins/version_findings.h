// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/network.h"

#include <vector>

namespace inland::prove {

/// What EKS refuses because versions, machine images and instance types do not go together: errors
/// of rule "version-not-supported". What is unknown or not in the tables is not judged.
std::vector<Finding> version_findings_of(const Network& network);

}  // namespace inland::prove
