// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/reach/address_points.h"
#include "prove/reach/carried_groups.h"
#include "prove/reach/reach_site.h"
#include "prove/reach/site_subnets.h"

#include <cstdint>
#include <span>
#include <vector>

namespace inland::prove {

/// Sites, or parts of them, that every filter treats alike: in one subnet, with the same groups,
/// between the same bounds of rules.
struct SiteClass {
    std::uint32_t subnet = 0;  ///< number in SiteSubnets
    std::uint32_t set = 0;     ///< number in CarriedGroups
    std::uint32_t parts = 0;
    std::uint32_t site = 0;  ///< one that has a part in it
    AddressRange extent;     ///< from the first part to the last
};

/// A part of a site with the class that it is in.
struct SitePart {
    AddressRange addresses;
    std::uint32_t site_class = 0;
};

/// The sites of one VPC in classes, whose numbers ascend with their addresses from one pair of
/// bounds to the next.
struct SiteClasses {
    SiteClasses() = default;
    SiteClasses(std::span<const ReachSite* const> sites, const SiteSubnets& subnets,
                const CarriedGroups& carried, const AddressBounds& bounds);

    std::vector<SiteClass> classes;
    std::vector<Address> peers;  ///< an address of each class
    std::vector<SitePart> parts;
    std::vector<std::uint32_t> first_part;  ///< of each site; one more than sites
    /// Every site is one address, all of one family and no two the same: pairs of parts are pairs
    /// of sites.
    bool are_single = true;

    [[nodiscard]] std::span<const SitePart> parts_of(std::size_t site) const;
    [[nodiscard]] std::size_t bytes() const;
};

}  // namespace inland::prove
