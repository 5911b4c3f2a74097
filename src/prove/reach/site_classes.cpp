// SPDX-License-Identifier: Apache-2.0
#include "prove/reach/site_classes.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace inland::prove {

namespace {

/// What decides the class of a part, in the order of classes.
struct Position {
    std::size_t cell = 0;
    std::uint32_t subnet = 0, set = 0, site = 0;

    [[nodiscard]] auto of_class() const { return std::tie(cell, subnet, set); }
};

bool are_single_addresses(const std::vector<SitePart>& parts) {
    std::vector<Address> addresses;
    for (const SitePart& part : parts) {
        if (part.addresses.first != part.addresses.last ||
            part.addresses.is_ipv4() != parts.front().addresses.is_ipv4())
            return false;
        addresses.push_back(part.addresses.first);
    }
    std::ranges::sort(addresses);
    return std::ranges::adjacent_find(addresses) == addresses.end();
}

std::vector<std::uint32_t> in_order(const std::vector<Position>& positions,
                                    const std::vector<SitePart>& parts) {
    std::vector<std::uint32_t> order(parts.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::sort(order, {}, [&](std::uint32_t part) {
        return std::tuple_cat(positions[part].of_class(), std::tie(parts[part].addresses));
    });
    return order;
}

}  // namespace

SiteClasses::SiteClasses(std::span<const ReachSite* const> sites, const SiteSubnets& subnets,
                         const CarriedGroups& carried, const AddressBounds& bounds) {
    std::vector<Position> positions;
    for (std::size_t site = 0; site < sites.size(); ++site) {
        first_part.push_back(static_cast<std::uint32_t>(parts.size()));
        for (const AddressRange& range : sites[site]->addresses)
            for (const AddressRange& part : bounds.cut(range)) {
                parts.push_back({part, 0});
                positions.push_back({bounds.cell(part.first), subnets.subnet_of[site],
                                     carried.set_of(site), static_cast<std::uint32_t>(site)});
            }
    }
    first_part.push_back(static_cast<std::uint32_t>(parts.size()));
    const Position* last = nullptr;
    for (const std::uint32_t number : in_order(positions, parts)) {
        SitePart& part = parts[number];
        if (last == nullptr || last->of_class() != positions[number].of_class()) {
            const Position& position = positions[number];
            classes.push_back({position.subnet, position.set, 0, position.site, part.addresses});
            peers.push_back(part.addresses.first);
        }
        last = &positions[number];
        ++classes.back().parts;
        classes.back().extent.last = std::max(classes.back().extent.last, part.addresses.last);
        part.site_class = static_cast<std::uint32_t>(classes.size() - 1);
    }
    are_single = parts.size() == sites.size() && are_single_addresses(parts);
}

std::span<const SitePart> SiteClasses::parts_of(std::size_t site) const {
    return std::span(parts).subspan(first_part[site], first_part[site + 1] - first_part[site]);
}

std::size_t SiteClasses::bytes() const {
    return classes.capacity() * sizeof(classes[0]) + peers.capacity() * sizeof(peers[0]) +
           parts.capacity() * sizeof(parts[0]) + first_part.capacity() * sizeof(first_part[0]);
}

}  // namespace inland::prove
