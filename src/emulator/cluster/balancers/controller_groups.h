// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "emulator/cluster/api/objects.h"
#include "emulator/cluster/balancers/aws_calls.h"
#include "emulator/cluster/balancers/cluster_network.h"

#include <cstdint>
#include <set>
#include <string>
#include <vector>

/// The security groups of the AWS Load Balancer Controller.
namespace inland::emulator::cluster {

struct ControllerPlace {
    const AwsCalls& calls;
    const Objects& objects;
};

/// The group that lets clients in to one balancer, made with its tags when there is none.
Result<std::string> managed_group(const ControllerPlace& place, const std::string& name,
                                  const json::array& tags);
/// The group by which nodes know every balancer of the cluster, made when there is none.
Result<std::string> backend_group(const ControllerPlace& place);
/// The nodes' groups admit the backend group at the ports of the targets.
Result<void> open_nodes(const ControllerPlace& place, const std::vector<NodeMachine>& nodes,
                        const std::string& back, const std::set<std::int64_t>& ports);

}  // namespace inland::emulator::cluster
