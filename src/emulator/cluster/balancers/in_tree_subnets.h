// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "emulator/cluster/balancers/aws_calls.h"
#include "emulator/cluster/balancers/balanced_service.h"

#include <string>
#include <vector>

namespace inland::emulator::cluster {

enum class Scheme { Internal, InternetFacing };

/// Where the service controller looks for subnets.
struct SubnetSearch {
    std::string vpc;
    std::string cluster_tag;  ///< "kubernetes.io/cluster/atlas"
    Scheme scheme = Scheme::Internal;
};

/// The subnets in which EKS's own service controller puts a balancer: those that the Service's
/// annotation names, else one in each zone. Public ones alone are good for internet-facing
/// balancers; of several in a zone the one with the role's tag wins, then the one with the
/// cluster's, then the one whose id is first. No tag is needed: without any, an internal balancer
/// may well stand in a public subnet. (cloud-provider-aws, pkg/providers/v1/aws.go, findELBSubnets)
Result<std::vector<std::string>> in_tree_subnets(const AwsCalls& calls, const SubnetSearch& search,
                                                 const BalancedService& service);

}  // namespace inland::emulator::cluster
