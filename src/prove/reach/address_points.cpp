// SPDX-License-Identifier: Apache-2.0
#include "prove/reach/address_points.h"

#include <algorithm>

namespace inland::prove {

namespace {

void sort_unique(std::vector<Address>& addresses) {
    std::ranges::sort(addresses);
    addresses.erase(std::ranges::unique(addresses).begin(), addresses.end());
}

}  // namespace

PointRange points_in(std::span<const Address> ascending, const AddressRange& range) {
    const auto first = std::ranges::lower_bound(ascending, range.first);
    const auto last = std::ranges::upper_bound(first, ascending.end(), range.last);
    return {static_cast<std::size_t>(first - ascending.begin()),
            static_cast<std::size_t>(last - ascending.begin())};
}

void AddressBounds::add(const AddressRange& range) {
    if (range == AddressRange{})
        return;
    firsts_.push_back(range.first);
    lasts_.push_back(range.last);
}

void AddressBounds::sort() {
    sort_unique(firsts_);
    sort_unique(lasts_);
}

std::size_t AddressBounds::cell(const Address& address) const {
    const auto begun = std::ranges::upper_bound(firsts_, address) - firsts_.begin();
    const auto ended = std::ranges::lower_bound(lasts_, address) - lasts_.begin();
    return static_cast<std::size_t>(begun + ended);
}

std::vector<AddressRange> AddressBounds::cut(const AddressRange& range) const {
    std::vector<Address> starts{range.first};
    for (auto first = std::ranges::upper_bound(firsts_, range.first);
         first != firsts_.end() && !(range.last < *first); ++first)
        starts.push_back(*first);
    for (auto last = std::ranges::lower_bound(lasts_, range.first);
         last != lasts_.end() && *last < range.last; ++last)
        starts.push_back(last->next());
    sort_unique(starts);
    std::vector<AddressRange> parts;
    for (const Address& start : starts) {
        if (!parts.empty())
            parts.back().last = start.previous();
        parts.push_back({start, range.last});
    }
    return parts;
}

}  // namespace inland::prove
