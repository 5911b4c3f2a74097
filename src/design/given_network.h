// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "spec/cluster.h"
#include "topology/topology.h"

#include <string>
#include <string_view>

namespace inland::design {

/// Whose the network is that a spec names.
enum class NetworkOwner {
    Caller,        ///< the account in which the cluster is built: what lacks is added
    OtherAccount,  ///< shared through AWS RAM: security groups and interfaces are all one may make
};

/// A network that is there already, as it was read: AWS's ids are the keys. Plain data.
struct GivenNetwork {
    topology::Topology topology;
    NetworkOwner owner = NetworkOwner::Caller;
};

/// The network as it is without the cluster: of what was observed for `cluster`, what stands in
/// networks and is neither Inland's nor EKS's for it. The addresses that its interfaces take are
/// free again. Pure.
topology::Topology without_cluster(const topology::Topology& observed, std::string_view cluster);

/// What is known of a network that could not be read: that it is said to be there. Everything else
/// is unknown, so that no flow is proven by it.
GivenNetwork unread_network(const spec::Cluster& cluster);

}  // namespace inland::design
