// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/packets/longest_prefix.h"
#include "topology/topology.h"

#include <string>
#include <string_view>
#include <vector>

namespace inland::prove {

/// In the order in which a transit gateway prefers them (VPC-SEMANTICS 1.8).
enum class TransitOrigin { Static, PrefixList, Vpc, Other };

struct TransitEntry {
    AddressRange range;
    TransitOrigin origin = TransitOrigin::Static;
    std::string attachment;  ///< key; "" for a black hole
};

/// A transit gateway's route table ready for look-ups. What `missing` names may change any of it.
struct TransitRoutes {
    const topology::TransitGatewayRouteTable* table = nullptr;
    std::vector<TransitEntry> entries;  ///< most specific first, then by origin
    std::string missing;
};

TransitRoutes transit_routes(const topology::Topology& topology,
                             const topology::TransitGatewayRouteTable& table);

using TransitPiece = LookupPiece<TransitEntry>;

/// Of VPCs that propagate the same block one was first, nobody knows which.
std::vector<TransitPiece> look_up(const TransitRoutes& routes, const AddressRange& destination);

/// The managed prefix list of an id or of AWS's name; null when the Topology does not hold it.
const topology::PrefixList* prefix_list(const topology::Topology& topology, std::string_view list);

}  // namespace inland::prove
