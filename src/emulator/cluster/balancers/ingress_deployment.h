// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "emulator/cluster/balancers/ingress_model.h"

#include <string>

namespace inland::emulator::cluster {

/// What has been made for a group of Ingresses.
struct DeployedIngress {
    std::string host;
    std::string rules;  ///< a digest: rules are written anew when it is another
};

/// Makes the balancer what the model says, with its groups, listeners, rules and targets; `rules`
/// is the digest of those that are there. The error is what the event FailedDeployModel says.
Result<DeployedIngress> deploy_ingress_model(const IngressJob& job, const IngressModel& model,
                                             const std::vector<std::string>& subnets,
                                             const std::string& rules);
/// Takes it all away; false while something of it is still in use.
Result<bool> remove_ingress_balancer(const IngressJob& job);

}  // namespace inland::emulator::cluster
