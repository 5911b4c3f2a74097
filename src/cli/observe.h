// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/session.h"
#include "core/result.h"
#include "topology/topology.h"

#include <stop_token>
#include <string>

namespace inland::cli {

/// What AWS holds of a cluster: its own resources, the network that they are in, and those that are
/// connected to it.
Result<topology::Topology> observe(Session& session, const std::string& cluster,
                                   std::stop_token stop);

}  // namespace inland::cli
