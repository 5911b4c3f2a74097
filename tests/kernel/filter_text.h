// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "topology/topology.h"

#include <string>

namespace inland::kernel {

/// An interface's security groups as nftables rules of its own host: stateful, by connection
/// tracking. References become the addresses of the interfaces that carry the group.
std::string group_filters(const topology::Topology& world, const topology::NetworkInterface& owner);

/// A subnet with the name of its device on the router.
struct SubnetDevice {
    std::string subnet;  ///< key
    std::string device;
};

/// The subnets' network ACLs as nftables rules of the router, which forwards a packet from a
/// subnet's device when it leaves the subnet and to it when it enters. Nothing is tracked.
std::string acl_filters(const topology::Topology& world, const std::vector<SubnetDevice>& devices);

}  // namespace inland::kernel
