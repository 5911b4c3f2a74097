// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checker/certificate.h"
#include "topology/topology.h"

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace inland::prove::testing {

/// Single changes of a row that would make it say what is not so; false where there is nothing to
/// change.
using Forgery = std::function<bool(checker::Row&)>;
std::vector<std::pair<std::string, Forgery>> forgeries();

/// The world with one thing changed each: a rule, an entry, a route, an attribute, a subnet.
std::vector<std::pair<std::string, topology::Topology>> changed_worlds(
    const topology::Topology& world);

/// The same of what lies between networks: routes, gateways, peerings, transit gateways.
std::vector<std::pair<std::string, topology::Topology>> changed_ways(
    const topology::Topology& world);

}  // namespace inland::prove::testing
