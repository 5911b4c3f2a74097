// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/network.h"

#include <vector>

namespace inland::prove {

/// Warnings of rule "not-scaled": self-managed groups without the tags by which the cluster
/// autoscaler of their cluster finds groups, and may change them. EKS tags the managed ones itself.
std::vector<Finding> scaled_group_findings_of(const Network& network);

}  // namespace inland::prove
