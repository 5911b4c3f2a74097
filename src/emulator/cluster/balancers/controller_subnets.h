// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "emulator/cluster/api/objects.h"
#include "emulator/cluster/balancers/aws_calls.h"
#include "emulator/cluster/balancers/in_tree_subnets.h"

#include <string>
#include <vector>

namespace inland::emulator::cluster {

/// Where the AWS Load Balancer Controller puts a balancer for which nobody names subnets: one in
/// each zone that is tagged for the scheme and for no other cluster, with eight free addresses. The
/// error is the controller's own.
Result<std::vector<std::string>> controller_subnets(const AwsCalls& calls, const Objects& objects,
                                                    Scheme scheme);

}  // namespace inland::emulator::cluster
