// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "deploy/references.h"
#include "deploy/step.h"
#include "knowledge/tables.h"
#include "topology/topology.h"

#include <string_view>
#include <vector>

namespace inland::deploy {

/// `later` is made after `earlier` is ready, and removed before it, though neither refers to the
/// other.
struct OrderingRule {
    Name later;
    Name earlier;
};

/// Nodes join only through a network that is complete (endpoints, routes, rules) and become Ready
/// only with their network add-ons; add-ons that run on nodes come after them; endpoints with
/// private names need the VPC's DNS attributes; NAT gateways need the VPC's internet gateway.
std::vector<OrderingRule> ordering_rules(const topology::Topology& topology,
                                         const knowledge::Tables& tables);

/// The phase after which a resource of that type can be referred to: groups and route tables can be
/// named before they are filled.
Phase usable_phase(std::string_view type);

}  // namespace inland::deploy
