// SPDX-License-Identifier: Apache-2.0
#include "sources/live/route_targets.h"

#include <algorithm>

namespace inland::sources::live {

bool leads_to(const Reading& reading, topology::RouteTarget target) {
    const auto leads = [&](const auto& row) {
        const auto& routes = row.second.routes;
        return routes.is_known() && std::ranges::any_of(routes.value(), [&](const auto& route) {
                   return route.target == target;
               });
    };
    return std::ranges::any_of(reading.topology.all<topology::RouteTable>(), leads);
}

}  // namespace inland::sources::live
