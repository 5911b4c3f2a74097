// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/reach/reach_site.h"

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

namespace inland::prove {

/// The subnets of some sites, numbered.
struct SiteSubnets {
    explicit SiteSubnets(std::span<const ReachSite* const> sites) {
        for (const ReachSite* site : sites) {
            const auto found = std::ranges::find(subnets, site->subnet);
            subnet_of.push_back(static_cast<std::uint32_t>(found - subnets.begin()));
            if (found == subnets.end())
                subnets.push_back(site->subnet);
        }
    }

    std::vector<const SubnetView*> subnets;
    std::vector<std::uint32_t> subnet_of;  ///< by site
};

}  // namespace inland::prove
