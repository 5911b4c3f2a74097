// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "emulator/cluster/balancers/aws_calls.h"
#include "emulator/cluster/balancers/balanced_service.h"
#include "emulator/cluster/balancers/cluster_network.h"
#include "emulator/cluster/balancers/in_tree_subnets.h"

#include <string>
#include <vector>

/// The AWS provider of Kubernetes' service controller, which EKS runs in the control plane: what it
/// makes for a Service. (cloud-provider-aws, pkg/providers/v1, EnsureLoadBalancer)
namespace inland::emulator::cluster {

/// One Service that is to have a balancer, or not any more.
struct InTreeJob {
    const AwsCalls& calls;
    const Objects& objects;
    const BalancedService& service;
    std::vector<NodeMachine> nodes;

    [[nodiscard]] std::string vpc() const { return vpc_of(objects); }
    [[nodiscard]] std::string cluster_tag() const { return cluster_tag_key(objects); }
    [[nodiscard]] SubnetSearch search() const;
    /// The tags of everything that it makes: whose Service, which cluster.
    [[nodiscard]] json::array tags() const;
};

/// Anything but "" and "false" is internal.
Scheme in_tree_scheme(const BalancedService& service);
/// Whether the annotation aws-load-balancer-type leaves the Service to somebody else.
bool is_left_to_others(const BalancedService& service);
bool is_network_balancer(const BalancedService& service);

/// What it refuses whatever the network is like; in its own words.
Result<void> check_in_tree(const BalancedService& service);

/// The balancer, made or brought up to date; its DNS name.
Result<std::string> ensure_classic(const InTreeJob& job);
Result<std::string> ensure_network(const InTreeJob& job);
/// Whether there is one.
Result<bool> has_classic(const InTreeJob& job);
Result<bool> has_network(const InTreeJob& job);

enum class Removal {
    Done,
    Waiting  ///< the balancer goes, and its security group is still in use
};
/// Takes everything away that was made for the Service.
Result<Removal> remove_classic(Objects& objects, const InTreeJob& job);
Result<Removal> remove_network(const InTreeJob& job);

}  // namespace inland::emulator::cluster
