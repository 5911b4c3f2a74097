// SPDX-License-Identifier: Apache-2.0
#include "prove/packets/routes.h"

#include <functional>

namespace inland::prove {

namespace {

bool is_inside(const AddressRange& inner, const AddressRange& outer) {
    return outer.contains(inner) && inner != outer;
}

/// AWS lets nobody write a route to a VPC's whole block but by giving the local route another
/// target, which is one of these.
bool replaces_local(const RouteEntry& entry) {
    using topology::RouteTarget;
    return entry.origin == RouteOrigin::Static &&
           (entry.route->target == RouteTarget::NetworkInterface ||
            entry.route->target == RouteTarget::VpcEndpoint ||
            entry.route->target == RouteTarget::NatGateway);
}

bool is_replaced(const RouteEntry& entry, const std::vector<RouteEntry>& entries) {
    return entry.origin == RouteOrigin::Local &&
           std::ranges::any_of(entries, [&](const RouteEntry& other) {
               return other.range == entry.range && replaces_local(other);
           });
}

bool loses_to_local(const RouteEntry& entry, const std::vector<RouteEntry>& entries) {
    if (entry.origin != RouteOrigin::Propagated)
        return false;
    return std::ranges::any_of(entries, [&](const RouteEntry& other) {
        return other.origin == RouteOrigin::Local && other.range.contains(entry.range);
    });
}

RouteOrigin rank_of(const RouteEntry& entry) {
    return entry.rank.value_or(entry.origin);
}

bool precedes(const RouteEntry& one, const RouteEntry& other) {
    if (one.range != other.range)
        return is_more_specific(one.range, other.range);
    if (rank_of(one) != rank_of(other))
        return rank_of(one) < rank_of(other);
    return std::less{}(one.route, other.route);  // as they are written in their table
}

bool are_rivals(const RouteEntry& one, const RouteEntry& other) {
    return rank_of(one) == RouteOrigin::PrefixList && rank_of(other) == RouteOrigin::PrefixList &&
           one.range == other.range;
}

/// What AWS may choose for the destination of `inner` in place of it: the list entry around it,
/// or what beats that one there.
const RouteEntry& rival_of(const RouteEntry& inner, const RouteEntry& outer,
                           const std::vector<RouteEntry>& entries) {
    const RouteEntry* best = &outer;
    for (const RouteEntry& other : entries)
        if (other.origin != RouteOrigin::PrefixList && other.range.contains(inner.range) &&
            precedes(other, *best))
            best = &other;
    return *best;
}

/// A list answers with the smallest of its own entries.
bool has_smaller_of_its_list(const RouteEntry& outer, const RouteEntry& inner,
                             const std::vector<RouteEntry>& entries) {
    return std::ranges::any_of(entries, [&](const RouteEntry& other) {
        return other.origin == RouteOrigin::PrefixList && other.route == outer.route &&
               other.range.contains(inner.range) && is_inside(other.range, outer.range);
    });
}

/// Of prefix lists that overlap AWS picks one at random: the smaller entry gets rivals of its own
/// size.
std::vector<RouteEntry> rivals(const std::vector<RouteEntry>& entries) {
    std::vector<RouteEntry> found;
    for (const RouteEntry& inner : entries)
        for (const RouteEntry& outer : entries) {
            const bool overlap = inner.origin == RouteOrigin::PrefixList &&
                                 outer.origin == RouteOrigin::PrefixList &&
                                 inner.route != outer.route && is_inside(inner.range, outer.range);
            if (!overlap || has_smaller_of_its_list(outer, inner, entries))
                continue;
            RouteEntry rival = rival_of(inner, outer, entries);
            rival.range = inner.range;
            rival.rank = RouteOrigin::PrefixList;
            found.push_back(std::move(rival));
        }
    return found;
}

}  // namespace

void add_entries(Routes& routes, const topology::Route& route, const topology::PrefixList& list) {
    const auto add = [&](const auto& blocks) {
        if (blocks.is_known())
            for (const auto& block : blocks.value())
                routes.entries.push_back(
                    {AddressRange::of(block), RouteOrigin::PrefixList, &route, {}});
    };
    add(list.blocks);
    add(list.ipv6_blocks);
}

void prepare(Routes& routes) {
    std::vector<RouteEntry> kept;
    std::ranges::copy_if(routes.entries, std::back_inserter(kept), [&](const RouteEntry& entry) {
        return !loses_to_local(entry, routes.entries) && !is_replaced(entry, routes.entries);
    });
    std::ranges::move(rivals(kept), std::back_inserter(kept));
    std::ranges::sort(kept, precedes);
    routes.entries = std::move(kept);
}

std::vector<RoutePiece> look_up(const Routes& routes, const AddressRange& destination) {
    return split(routes.entries, destination, are_rivals);
}

}  // namespace inland::prove
