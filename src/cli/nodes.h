// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/session.h"
#include "core/result.h"

#include <string>

namespace inland::cli {

/// Waits until every node of the cluster says Ready to the Kubernetes API. Where this machine does
/// not get there (a private cluster from outside), says so and succeeds: EKS and Auto Scaling have
/// reported that the nodes joined. Failed when nodes are not Ready in time, naming them.
Result<void> wait_until_nodes_are_ready(const Invocation& invocation, Session& session,
                                        const std::string& cluster);

}  // namespace inland::cli
