// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/packets/longest_prefix.h"
#include "topology/prefix_list.h"
#include "topology/route_table.h"

#include <optional>
#include <string>
#include <vector>

namespace inland::prove {

/// In the order in which AWS prefers them when two have the same destination (VPC-SEMANTICS 1.3).
enum class RouteOrigin { Local, Static, PrefixList, Propagated };

struct RouteEntry {
    AddressRange range;
    RouteOrigin origin = RouteOrigin::Local;
    const topology::Route* route = nullptr;  ///< of a Static or PrefixList one
    std::string gateway;                     ///< of a Propagated one: key of the VPN gateway
    /// How it competes: as what it is, or as a prefix list's that AWS may choose instead of
    /// another.
    std::optional<RouteOrigin> rank = std::nullopt;
};

/// How much of a table may be other than it seems, because `missing` is not known.
enum class RouteGap { None, BesideLocal, Anywhere };

/// A route table ready for look-ups. `table` is null for a VPC's own main table that the Topology
/// does not hold: it has nothing but the local route.
struct Routes {
    const topology::RouteTable* table = nullptr;
    std::vector<RouteEntry> entries;  ///< most specific first, then by origin
    std::vector<const topology::Route*> prefix_list_routes;
    RouteGap gap = RouteGap::None;
    std::string missing;
};

using RoutePiece = LookupPiece<RouteEntry>;

/// Splits a range by longest-prefix match. Where AWS picks one of two overlapping prefix lists, a
/// part comes once for each route that it may pick.
std::vector<RoutePiece> look_up(const Routes& routes, const AddressRange& destination);

/// Adds an entry for every block of a prefix list that a route names.
void add_entries(Routes& routes, const topology::Route& route, const topology::PrefixList& list);

/// Brings entries into look-up order and drops what never takes a packet: a propagated route that
/// lies inside a local one loses to it although it is more specific.
void prepare(Routes& routes);

}  // namespace inland::prove
