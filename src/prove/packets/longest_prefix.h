// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/packets/address_range.h"

#include <algorithm>
#include <tuple>
#include <vector>

namespace inland::prove {

/// Orders the ranges of prefixes: smaller ones first.
inline bool is_more_specific(const AddressRange& one, const AddressRange& other) {
    const auto key = [](const AddressRange& range) {
        return std::tuple(range.last.high - range.first.high, range.last.low - range.first.low,
                          range.first);
    };
    return key(one) < key(other);
}

/// The part of a destination that one entry of a table takes; `entry` is null where none does.
template <typename Entry>
struct LookupPiece {
    AddressRange destination;
    const Entry* entry = nullptr;
};

/// Cuts `taken` out of every open range; what was inside goes to `inside`.
inline void take(const AddressRange& taken, std::vector<AddressRange>& open,
                 std::vector<AddressRange>& inside) {
    std::vector<AddressRange> rest;
    for (const AddressRange& range : open) {
        if (!range.overlaps(taken)) {
            rest.push_back(range);
            continue;
        }
        inside.push_back(common(range, taken));
        if (range.first < taken.first)
            rest.push_back({range.first, taken.first.previous()});
        if (taken.last < range.last)
            rest.push_back({taken.last.next(), range.last});
    }
    open = std::move(rest);
}

/// Splits a destination by entries that stand in the order in which they are preferred. Neighbours
/// that are `rivals` are a choice that AWS makes: what they take is listed once for each of them.
template <typename Entry, typename Rivals>
std::vector<LookupPiece<Entry>> split(const std::vector<Entry>& entries,
                                      const AddressRange& destination, Rivals&& rivals) {
    std::vector<AddressRange> open{destination};
    std::vector<LookupPiece<Entry>> pieces;
    for (auto at = entries.begin(); at != entries.end() && !open.empty();) {
        const auto next = std::find_if_not(at, entries.end(), [&](const Entry& other) {
            return &other == &*at || rivals(*at, other);
        });
        std::vector<AddressRange> inside;
        take(at->range, open, inside);
        for (; at != next; ++at)
            for (const AddressRange& range : inside)
                pieces.push_back({range, &*at});
    }
    for (const AddressRange& range : open)
        pieces.push_back({range, nullptr});
    return pieces;
}

}  // namespace inland::prove
