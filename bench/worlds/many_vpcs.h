// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "topology/topology.h"

namespace inland::bench {

/// How much of everything.
struct ManyVpcs {
    int vpcs = 1;
    int interfaces = 59;  ///< of each VPC
    int groups = 10;      ///< of each VPC; an interface carries one to three of them
    int rules = 60;       ///< of each group, half of them for ingress
};

/// VPCs like those of a large account: six subnets each with network ACLs, rules between groups and
/// blocks, of which some ten are about any one port. Always the same for the same numbers.
topology::Topology many_vpcs(const ManyVpcs& wanted);

}  // namespace inland::bench
