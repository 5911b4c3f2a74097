// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checker/certificate.h"
#include "checker/world.h"
#include "topology/route_table.h"

#include <string>
#include <vector>

namespace inland::checker {

/// Of routes to one block the first of these wins.
enum class Rank { Local, Static, PrefixList, Propagated, Other };

enum class Lead { Local, Target, Nowhere, Unknown };

/// A route of a VPC's table or a transit gateway's.
struct Entry {
    Addresses block;
    int length = 0;  ///< of the block's prefix
    Rank rank = Rank::Static;
    Lead lead = Lead::Target;
    topology::RouteTarget kind = topology::RouteTarget::Other;
    std::string target = {};  ///< key
};
using Entries = std::vector<Entry>;

/// A part of the packets that is routed alike: by one of `routes`, AWS chooses which; none: it has
/// nowhere to go.
struct Piece {
    Addresses packets;
    std::vector<const Entry*> routes;
};

/// Longest prefix first, then rank.
std::vector<Piece> look_up(const Entries& entries, const Addresses& packets);

/// What the table of a subnet holds. Where something may be there that is not known, that is an
/// entry too.
Entries route_entries(const World& world, const topology::Subnet& subnet);
/// The blocks of a VPC, as every table of it has them.
Entries local_entries(const topology::Vpc& vpc);
/// The same of the table that an attachment of a transit gateway is associated with.
Entries transit_entries(const World& world, const topology::TransitGatewayRouteTable& table);

/// The managed prefix list of this key or name.
const topology::PrefixList* prefix_list(const World& world, std::string_view name);

template <typename Prefix>
Entry entry(const Prefix& block, Rank rank, Lead lead) {
    return {{block.first(), block.last()}, block.length(), rank, lead};
}
/// Of every packet that nothing more specific takes.
inline Entry unknown_entry() {
    return {.block = {}, .length = 0, .rank = Rank::Local, .lead = Lead::Unknown};
}

}  // namespace inland::checker
