// SPDX-License-Identifier: Apache-2.0
// From one VPC into the other, never beyond (VPC-SEMANTICS 1.7).
#include "checker/path.h"

#include <algorithm>

namespace inland::checker {

namespace {

using topology::VpcPeeringConnection;

const topology::Vpc* other_end(const World& world, const VpcPeeringConnection& peering,
                               const std::string& own) {
    if (!peering.requester.is_known() || !peering.accepter.is_known())
        return nullptr;
    if (peering.requester.value().key == own)
        return world.topology.find(peering.accepter);
    return peering.accepter.value().key == own ? world.topology.find(peering.requester) : nullptr;
}

/// Rules may name groups of the other VPC in the same Region.
References references_across(const World& world, const VpcPeeringConnection& peering) {
    const auto one = peering.requester_region.value_or_default(world.topology.region);
    const auto other = peering.accepter_region.value_or_default(world.topology.region);
    if (!one || !other)
        return References::Unknown;
    return *one == *other ? References::Kept : References::Lost;
}

bool knows_its_blocks(const topology::Vpc& vpc) {
    return vpc.cidr_block.is_known() && !vpc.secondary_cidr_blocks.is_unknown() &&
           !vpc.ipv6_cidr_blocks.is_unknown();
}

/// Entries that lead into the other VPC, for the parts of the packets that are its own.
Paths enter(const Path& path, const topology::Vpc& vpc, const Piece& piece) {
    Path part = path;
    part.packets = piece.packets;
    part.vpc = vpc.key;
    if (!piece.routes.empty())
        return ended(std::move(part), End::Vpc);
    return knows_its_blocks(vpc) ? stopped(std::move(part)) : doubted(std::move(part));
}

}  // namespace

Paths cross_peering(const Walk& walk, const topology::Vpc& vpc, Path path) {
    const auto* peering = walk.world.topology.find<VpcPeeringConnection>(path.target);
    path.hops.push_back(hop(Component::Peering, walk.to, {}, path.target));
    if (peering == nullptr || peering->state.is_unknown())
        return doubted(std::move(path));
    if (peering->state.value_or_default("active") != "active")
        return stopped(std::move(path));
    const auto* other = other_end(walk.world, *peering, vpc.key);
    if (other == nullptr)
        return doubted(std::move(path));
    path.ingress = path.egress = references_across(walk.world, *peering);
    last_hop(path).step.target = other->key;
    const Entries blocks = local_entries(*other);
    Paths found;
    for (const Piece& piece : look_up(blocks, path.packets))
        std::ranges::move(enter(path, *other, piece), std::back_inserter(found));
    return found;
}

}  // namespace inland::checker
