// SPDX-License-Identifier: Apache-2.0
#include "prove/packets/address_ranges.h"

#include <utility>

namespace inland::prove {

namespace {

AddressRanges without(const AddressRanges& ranges, const AddressRange& hole) {
    AddressRanges rest;
    for (const AddressRange& range : ranges) {
        if (!range.overlaps(hole)) {
            rest.push_back(range);
            continue;
        }
        if (range.first < hole.first)
            rest.push_back({range.first, hole.first.previous()});
        if (hole.last < range.last)
            rest.push_back({hole.last.next(), range.last});
    }
    return rest;
}

}  // namespace

AddressRanges outside(AddressRanges ranges, const AddressRanges& others) {
    for (const AddressRange& hole : others)
        ranges = without(ranges, hole);
    return ranges;
}

}  // namespace inland::prove
