// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "deploy/context.h"

#include <string>
#include <vector>

namespace inland::deploy::drivers {

/// The members of resourcesVpcConfig that say how the API is exposed, with the addresses that AWS
/// chose among the blocks that are admitted.
Result<json::object> endpoint_access(Context& context, const topology::Cluster& desired);

/// The changes of resourcesVpcConfig that lead from one way of exposure to another, one
/// UpdateClusterConfig for each; empty when all is as it should be. Where the private side and the
/// public one change places both stand for a while, so that no node and no client is without a way.
Result<std::vector<json::object>> access_changes(Context& context, const topology::Cluster& desired,
                                                 const topology::Cluster& observed);

}  // namespace inland::deploy::drivers
