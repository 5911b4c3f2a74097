// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "topology/topology.h"

#include <string>

namespace inland::sources {

/// The keys of what AWS makes along with a VPC, as the source names them.
struct VpcCompanions {
    std::string security_group, route_table, network_acl;
};

/// Adds the default security group, the main route table and the default network ACL of a VPC that
/// is yet to be made: as AWS makes them, for both families (Amazon VPC User Guide, Default security
/// groups; Default network ACL). Their IPv6 rules are there only if the VPC has such addresses,
/// without which they say nothing.
void add_vpc_companions(topology::Topology& topology, const std::string& vpc,
                        const VpcCompanions& keys, const Place& place);

/// Adds the security group that EKS makes with a cluster, in the VPC of its subnets: everything
/// within the group, everything out (EKS User Guide, Security group requirements).
void add_cluster_group(topology::Topology& topology, topology::Cluster& cluster, std::string key,
                       const Place& place);

}  // namespace inland::sources
