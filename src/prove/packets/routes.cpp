// SPDX-License-Identifier: Apache-2.0
#include "prove/packets/routes.h"

#include <algorithm>
#include <functional>

namespace inland::prove {

namespace {

bool precedes(const RouteEntry& one, const RouteEntry& other) {
    if (one.block.length() != other.block.length())
        return one.block.length() > other.block.length();
    if (one.origin != other.origin)
        return one.origin < other.origin;
    return std::less{}(one.route, other.route);  // as they are written in their table
}

bool loses_to_local(const RouteEntry& entry, const std::vector<RouteEntry>& entries) {
    if (entry.origin != RouteOrigin::Propagated)
        return false;
    return std::ranges::any_of(entries, [&](const RouteEntry& other) {
        return other.origin == RouteOrigin::Local && other.block.contains(entry.block);
    });
}

/// Cuts `taken` out of every open range; what was inside goes to `pieces`.
void take(const RouteEntry& entry, std::vector<AddressRange>& open,
          std::vector<RoutePiece>& pieces) {
    const AddressRange taken = AddressRange::of(entry.block);
    std::vector<AddressRange> rest;
    for (const AddressRange& range : open) {
        if (!range.overlaps(taken)) {
            rest.push_back(range);
            continue;
        }
        pieces.push_back(
            {{std::max(range.first, taken.first), std::min(range.last, taken.last)}, &entry});
        if (range.first < taken.first)
            rest.push_back({range.first, taken.first - 1});
        if (taken.last < range.last)
            rest.push_back({taken.last + 1, range.last});
    }
    open = std::move(rest);
}

}  // namespace

void prepare(Routes& routes) {
    std::vector<RouteEntry> kept;
    std::ranges::copy_if(routes.entries, std::back_inserter(kept), [&](const RouteEntry& entry) {
        return !loses_to_local(entry, routes.entries);
    });
    std::ranges::sort(kept, precedes);
    routes.entries = std::move(kept);
}

std::vector<RoutePiece> look_up(const Routes& routes, const AddressRange& destination) {
    std::vector<AddressRange> open{destination};
    std::vector<RoutePiece> pieces;
    for (const RouteEntry& entry : routes.entries) {
        if (open.empty())
            break;
        take(entry, open, pieces);
    }
    for (const AddressRange& range : open)
        pieces.push_back({range, nullptr});
    return pieces;
}

}  // namespace inland::prove
