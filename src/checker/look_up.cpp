// SPDX-License-Identifier: Apache-2.0
#include "checker/look_up.h"

#include <algorithm>
#include <tuple>

namespace inland::checker {

namespace {

std::tuple<int, Rank> order(const Entry& entry) {
    return {-entry.length, entry.rank};
}

/// Where a prefix list or a propagation names the same block twice AWS takes either.
bool has_rivals(const Entry& entry) {
    return entry.rank != Rank::Local && entry.rank != Rank::Static;
}

std::vector<const Entry*> best_for(const Entries& entries, const IpAddress& address) {
    std::vector<const Entry*> best;
    for (const Entry& entry : entries) {
        if (!entry.block.contains({address, address}))
            continue;
        if (!best.empty() && order(*best.front()) < order(entry))
            continue;
        if (!best.empty() && (order(entry) < order(*best.front()) || !has_rivals(entry)))
            best.clear();
        best.push_back(&entry);
    }
    return best;
}

/// The first addresses of the parts into which the entries cut the packets.
std::vector<IpAddress> cuts(const Entries& entries, const Addresses& packets) {
    std::vector<IpAddress> firsts{packets.first};
    for (const Entry& entry : entries) {
        if (!entry.block.overlaps(packets))
            continue;
        if (packets.first < entry.block.first)
            firsts.push_back(entry.block.first);
        if (entry.block.last < packets.last)
            firsts.push_back(entry.block.last.next());
    }
    std::ranges::sort(firsts);
    firsts.erase(std::ranges::unique(firsts).begin(), firsts.end());
    return firsts;
}

}  // namespace

std::vector<Piece> look_up(const Entries& entries, const Addresses& packets) {
    const auto firsts = cuts(entries, packets);
    std::vector<Piece> pieces;
    for (std::size_t at = 0; at < firsts.size(); ++at) {
        const IpAddress last = at + 1 < firsts.size() ? firsts[at + 1].previous() : packets.last;
        auto routes = best_for(entries, firsts[at]);
        if (!pieces.empty() && pieces.back().routes == routes)
            pieces.back().packets.last = last;
        else
            pieces.push_back({{firsts[at], last}, std::move(routes)});
    }
    return pieces;
}

const topology::PrefixList* prefix_list(const World& world, std::string_view name) {
    if (const auto* found = world.topology.find<topology::PrefixList>(name))
        return found;
    for (const auto& [key, list] : world.topology.all<topology::PrefixList>())
        if (list.prefix_list_name.is_known() && list.prefix_list_name.value() == name)
            return &list;
    return nullptr;
}

}  // namespace inland::checker
