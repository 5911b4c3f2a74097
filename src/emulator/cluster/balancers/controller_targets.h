// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "emulator/cluster/api/objects.h"
#include "emulator/cluster/balancers/aws_calls.h"

#include <cstdint>
#include <string>
#include <vector>

/// What the AWS Load Balancer Controller registers with target groups.
namespace inland::emulator::cluster {

enum class TargetKind { Instance, Address };

/// A pod that is ready, and the port that it answers at.
struct PodTarget {
    std::string address;
    std::int64_t port = 0;
};
/// Those behind one of a Service's ports; none where the Service has no pods.
std::vector<PodTarget> pods_behind(const Objects& objects, const json::object& service,
                                   std::size_t port_index);

/// Makes a target group's targets exactly these [{"Id", "Port"}].
Result<void> register_targets(const AwsCalls& calls, const std::string& target_group,
                              const json::array& wanted);

}  // namespace inland::emulator::cluster
