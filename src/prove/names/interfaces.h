// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/network.h"

#include <string>
#include <vector>

namespace inland::prove {

/// The observed interfaces of an endpoint or of a cluster's control plane, found by the
/// descriptions that AWS gives them; none before they are made.
std::vector<const topology::NetworkInterface*> interfaces_of(const Network& network,
                                                             const topology::VpcEndpoint& endpoint);
std::vector<const topology::NetworkInterface*> interfaces_of(const Network& network,
                                                             const topology::Cluster& cluster);

/// The VPC of the cluster's subnets; null when none of them is held.
const VpcView* cluster_vpc(const Network& network, const topology::Cluster& cluster);

}  // namespace inland::prove
