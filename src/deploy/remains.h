// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "deploy/apply.h"
#include "topology/topology.h"

#include <stop_token>
#include <string>
#include <vector>

namespace inland::deploy {

/// Reads the account again after a destroy and shows that nothing of the cluster is there: Failed,
/// naming what is; otherwise one line for each thing that AWS keeps for a while: KMS deletes a key
/// after 7 to 30 days. `before` is what was observed before the destroy.
Result<std::vector<std::string>> prove_nothing_is_left(const Site& site,
                                                       const topology::Topology& before,
                                                       std::stop_token stop);

}  // namespace inland::deploy
