// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/json.h"
#include "knowledge/removed_apis.h"
#include "knowledge/tables.h"
#include "topology/topology.h"
#include "upgrade/minor.h"

#include <set>
#include <string>
#include <vector>

namespace inland::upgrade {

/// Something that names a version of an API: an object of the cluster, by what was applied last, or
/// one of a file.
struct ApiUse {
    std::string api_version;
    std::string kind;
    std::string object;  ///< "shop/orders"
    std::string where;   ///< "the cluster", or the file
};

/// What the cluster's own API tells.
struct Contents {
    std::vector<json::object> nodes;
    std::vector<json::object> pods;
    std::vector<json::object> budgets;
};

/// All that is known before an upgrade begins. Plain data.
struct Facts {
    std::string cluster;
    Minor current;  ///< the control plane's
    Minor target;   ///< the spec's
    TimePoint now;
    const knowledge::Tables* tables = nullptr;
    const knowledge::RemovedApis* removed_apis = nullptr;
    topology::Topology observed;        ///< what AWS holds of the cluster
    std::set<std::string> spec_addons;  ///< what the upgrade itself raises
    Contents contents;
    std::vector<ApiUse> uses;
    /// Why the cluster's API was not asked; "" when it was.
    std::string unseen;
};

}  // namespace inland::upgrade
