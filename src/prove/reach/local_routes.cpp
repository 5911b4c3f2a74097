// SPDX-License-Identifier: Apache-2.0
#include "prove/reach/local_routes.h"

namespace inland::prove {

namespace {

LocalFate fate_of(const Routes& routes, const RouteEntry* entry) {
    const bool local = entry != nullptr && entry->origin == RouteOrigin::Local;
    if (routes.gap == RouteGap::Anywhere || (!local && routes.gap == RouteGap::BesideLocal))
        return LocalFate::Elsewhere;
    if (local)
        return LocalFate::Delivered;
    const bool blackhole = entry != nullptr && entry->route != nullptr &&
                           entry->route->state == topology::RouteState::Blackhole;
    return entry == nullptr || blackhole ? LocalFate::Lost : LocalFate::Elsewhere;
}

}  // namespace

std::vector<LocalPiece> local_pieces(const Routes& routes, const AddressRange& destination) {
    std::vector<LocalPiece> pieces;
    for (const RoutePiece& piece : look_up(routes, destination))
        pieces.push_back({piece.destination, fate_of(routes, piece.entry)});
    return pieces;
}

}  // namespace inland::prove
