// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "knowledge/node.h"
#include "topology/topology.h"

namespace inland::sources {

/// Takes in an ENIConfig, an object of Kubernetes that says in which subnet and with which security
/// groups the VPC CNI makes interfaces for the pods of nodes that name it: into the configuration
/// values of the one add-on vpc-cni, as if its block `eniConfig` made the object. Where nobody can
/// say that these ENIConfigs are that add-on's, nothing is done; an add-on without values is told
/// of them by somebody else, and its values are unknown. Other objects are left alone. (EKS User
/// Guide, Deploy pods in alternate subnets with custom networking)
void add_eni_config(topology::Topology& topology, const json::value& object);

/// A YAML tree as JSON, in which scalars are texts.
json::value json_of(const knowledge::Node& node);

}  // namespace inland::sources
