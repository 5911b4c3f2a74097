// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checker/path.h"

#include <vector>

namespace inland::checker {

/// One way of the packets between some addresses, there and, where replies count, back. All hops
/// are met by all of them.
struct Connection {
    Addresses from, to;
    std::vector<Hop> hops;
};
using Connections = std::vector<Connection>;

/// Every way that packets of a passage may take, whatever AWS chooses, found in the world alone. A
/// way that ends somewhere else, or nobody knows where, has a hop that says so.
Connections connections(const World& world, const Passage& passage);

// The parts of it, by where the ends are.
Connections between_subnets(const World& world, const Passage& passage);
Connections to_clients(const World& world, const Passage& passage);
Connections from_clients(const World& world, const Passage& passage);
Connections to_internet(const World& world, const Passage& passage);
Connections from_internet(const World& world, const Passage& passage);

/// Whether a passage is only as it says when replies come back too. A packet that leaves a subnet
/// has escaped, whatever becomes of the reply.
inline bool needs_reply(const Passage& passage) {
    return passage.must == Must::Reach || passage.from.where != Where::Subnet;
}

/// The hops of a path and, where it ends in the VPC of a subnet, those into that; a path that ends
/// elsewhere is closed there.
void add_arrival(std::vector<Hop>& hops, const World& world, Path path, const std::string& subnet,
                 Side to);
/// The same into a client's network, whose packets come from, or go to, `own` addresses.
void add_way_to_clients(std::vector<Hop>& hops, const World& world, Path path, const Addresses& own,
                        Side to);
/// What it meets on its way out of a subnet.
void add_departure(std::vector<Hop>& hops, const World& world, const Passage& passage,
                   References references);

/// What VPC Block Public Access says to what goes out of a subnet, or begins outside of it.
enum class PublicPath { In, Out, OutByNat, EgressOnly };
Answer public_access(const World& world, const topology::Subnet& subnet, PublicPath path);

/// What a packet meets at a NAT gateway to which a path leads: one connection for each way from
/// there to the internet, and back to whoever sent it.
Connections by_nat_gateway(const World& world, const Passage& passage, const Path& path);

}  // namespace inland::checker
