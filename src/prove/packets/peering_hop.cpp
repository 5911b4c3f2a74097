// SPDX-License-Identifier: Apache-2.0
// VPC peering: from one VPC into the other, never beyond (VPC-SEMANTICS 1.7).
#include "prove/cause_kinds.h"
#include "prove/packets/gate.h"
#include "prove/packets/walk.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::prove {

namespace {

using topology::Attribute;
using topology::VpcPeeringConnection;

/// The key of the VPC at the other end; "" when it is not known.
std::string other_end(const VpcPeeringConnection& peering, const std::string& own) {
    if (!peering.requester.is_known() || !peering.accepter.is_known())
        return {};
    const std::string& requester = peering.requester.value().key;
    const std::string& accepter = peering.accepter.value().key;
    if (requester == own)
        return accepter;
    return accepter == own ? requester : std::string();
}

/// Rules may name groups of the other VPC when both are in one Region.
GroupReferences references_across(const VpcPeeringConnection& peering, const std::string& region) {
    const auto requester = peering.requester_region.value_or_default(region);
    const auto accepter = peering.accepter_region.value_or_default(region);
    if (!requester || !accepter)
        return GroupReferences::Unknown;
    return *requester == *accepter ? GroupReferences::Kept : GroupReferences::Lost;
}

bool knows_its_blocks(const topology::Vpc& vpc) {
    return vpc.cidr_block.is_known() && !vpc.secondary_cidr_blocks.is_unknown() &&
           !vpc.ipv6_cidr_blocks.is_unknown();
}

/// The part of the way's range that lies in the other VPC, and what goes beyond it.
std::vector<Way> enter(const Way& way, const VpcView& vpc) {
    std::vector<AddressRange> beyond{way.range};
    std::vector<AddressRange> inside;
    for (const AddressRange& block : vpc.ranges)
        take(block, beyond, inside);
    std::vector<Way> found;
    for (const AddressRange& range : inside) {
        Way arrival = way;
        arrival.range = range;
        arrival.vpc = &vpc;
        arrival.exit = Exit::Vpc;
        found.push_back(std::move(arrival));
    }
    for (const AddressRange& range : beyond) {
        Way stray = way;
        stray.range = range;
        std::ranges::move(
            knows_its_blocks(*vpc.vpc)
                ? closed_way(std::move(stray), cause_kind::no_route,
                             fmt::format("its route to {} leads into {}, and a peering leads no "
                                         "further",
                                         way.route, resource_name(*vpc.vpc)))
                : unknown_way(std::move(stray), "the blocks of " + resource_name(*vpc.vpc)),
            std::back_inserter(found));
    }
    return found;
}

}  // namespace

std::vector<Way> cross_peering(const Walk& walk, const SubnetView& from, Way way) {
    const auto& topology = walk.network.topology();
    const auto* peering = topology.find<VpcPeeringConnection>(way.target);
    if (peering == nullptr || peering->state.is_unknown())
        return unknown_way(std::move(way), "VPC peering " + way.target);
    const std::string& name = resource_name(*peering);
    if (peering->state.value_or_default("active") != "active")
        return closed_way(std::move(way), cause_kind::blackhole_route,
                          fmt::format("{} is {}", name, peering->state.value()));
    const auto* vpc = walk.network.vpc(other_end(*peering, from.vpc->vpc->key));
    if (vpc == nullptr)
        return unknown_way(std::move(way), "the VPC behind " + name);
    way.gates.push_back(open_gate("route table " + way.table, "has the route"));
    way.gates.push_back(open_gate("VPC peering " + name, "is active"));
    way.ingress_references = references_across(*peering, topology.region);
    way.egress_references = way.ingress_references;
    return enter(way, *vpc);
}

}  // namespace inland::prove
