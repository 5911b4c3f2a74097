// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/joins/scene.h"
#include "topology/load_balancer.h"

#include <string>
#include <vector>

namespace inland::prove {

/// Where a load balancer stands: an interface in each of its subnets, with its groups; a network
/// load balancer without groups has no filter (Elastic Load Balancing User Guides, Security
/// groups).
struct BalancerPlaces {
    std::vector<Party> parties;
    std::vector<std::string> missing;  ///< what keeps one from knowing all of them
};
BalancerPlaces places_of(const Network& network, const topology::LoadBalancer& balancer);

/// Those in the cluster's VPC, as far as their subnets tell.
std::vector<const topology::LoadBalancer*> balancers_of(const Scene& scene);

}  // namespace inland::prove
