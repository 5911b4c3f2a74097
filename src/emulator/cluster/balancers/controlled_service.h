// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "emulator/cluster/balancers/aws_calls.h"
#include "emulator/cluster/balancers/balanced_service.h"
#include "emulator/cluster/balancers/cluster_network.h"
#include "emulator/cluster/balancers/controller_groups.h"
#include "emulator/cluster/balancers/controller_targets.h"
#include "emulator/cluster/balancers/in_tree_subnets.h"

#include <string>
#include <vector>

/// What the AWS Load Balancer Controller makes of one Service (pkg/service, model_build_*).
namespace inland::emulator::cluster {

/// What is asked for, read and checked before AWS is called.
struct ServiceModel {
    Scheme scheme = Scheme::Internal;
    TargetKind targets = TargetKind::Instance;
};
/// The error is what its event FailedBuildModel says.
Result<ServiceModel> build_model(const BalancedService& service);

struct ControlledJob {
    const AwsCalls& calls;
    const Objects& objects;
    const BalancedService& service;
    std::vector<NodeMachine> nodes;
    ServiceModel model = {};
};

/// The balancer with its groups, listeners and targets; its DNS name.
Result<std::string> deploy_model(const ControlledJob& job, const std::vector<std::string>& subnets);
/// Takes it away again; false while something of it is still in use.
Result<bool> remove_controlled(const ControlledJob& job);

/// The pods behind one of the Service's ports.
std::vector<PodTarget> pod_targets(const ControlledJob& job, std::size_t port_index);

}  // namespace inland::emulator::cluster
