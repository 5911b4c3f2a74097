// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/service.h"

#include <string>
#include <vector>

namespace inland::emulator {

/// Everything that EKS checks before it begins a cluster, in EKS's words.
Result<void> check_new_cluster(const Call& call);
/// Subnets that exist, in one VPC, in two zones or more that EKS does not refuse; that VPC's id.
Result<std::string> check_cluster_subnets(const Call& call, const std::vector<std::string>& ids);
Result<void> check_cluster_groups(const Call& call, const std::vector<std::string>& ids,
                                  const std::string& vpc_id);
Result<void> check_endpoint_access(bool is_public, bool is_private);

}  // namespace inland::emulator
