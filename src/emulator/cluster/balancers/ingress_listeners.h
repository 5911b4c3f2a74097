// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "emulator/cluster/balancers/ingress_model.h"

#include <string>

namespace inland::emulator::cluster {

/// Gives a balancer the model's target groups, listeners and rules, and takes away what it has
/// beside them. `rules` is the digest of the rules that are there; the new one is returned.
Result<std::string> deploy_listeners(const IngressJob& job, const IngressModel& model,
                                     const std::string& balancer, const std::string& rules);

}  // namespace inland::emulator::cluster
