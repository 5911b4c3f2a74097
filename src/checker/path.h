// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checker/hop.h"
#include "checker/look_up.h"
#include "checker/world.h"

#include <string>
#include <vector>

namespace inland::checker {

/// Where a path ends.
enum class End {
    Vpc,         ///< in `vpc`, at whoever has the address there
    Clients,     ///< behind `target`: the VPN gateway of `vpc`, or an attachment
    Internet,    ///< behind the internet gateway of the subnet's VPC
    EgressOnly,  ///< behind its egress-only one
    Nat,         ///< at the NAT gateway `target`
    Nowhere,     ///< the last hop is closed
    Unknown,     ///< the last hop is doubtful
};

/// What packets take that leave a subnet.
struct Path {
    Addresses packets;  ///< where they go
    std::vector<Hop> hops = {};
    End end = End::Nowhere;
    std::string vpc = {};
    std::string target = {};
    std::string entrance = {};  ///< subnet by which a transit gateway brought them into `vpc`
    References ingress = References::Kept;
    References egress = References::Kept;
};
using Paths = std::vector<Path>;

/// Whose packets a VPC routes: its own interfaces', or such as a transit gateway brought.
enum class Passengers { Own, Foreign };

struct Walk {
    const World& world;
    Side to = Side::To;
    Passengers passengers = Passengers::Own;
};

/// Every path from a subnet to some addresses: disjoint parts, and of one part one for each choice
/// that AWS has.
Paths paths_from(const Walk& walk, const std::string& subnet, const Addresses& packets);
/// From an attachment of a transit gateway: what its clients send.
Paths paths_from_attachment(const Walk& walk, const std::string& attachment,
                            const Addresses& packets);

// The parts of paths_from. The last hop of `path` is the route that leads to `target`.
Paths cross_peering(const Walk& walk, const topology::Vpc& vpc, Path path);
Paths cross_transit_gateway(const Walk& walk, const topology::Subnet& subnet, Path path);

/// The network ACL of a subnet, on one of its lists.
Hop acl_hop(const World& world, Component component, Side to, const std::string& subnet);

Paths ended(Path path, End end);
Paths stopped(Path path);
Paths doubted(Path path);
inline Hop& last_hop(Path& path) {
    return path.hops.back();
}

}  // namespace inland::checker
