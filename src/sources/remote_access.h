// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "topology/topology.h"

#include <string>

namespace inland::sources {

/// A managed node group for which EKS is asked to let people in by SSH. EKS then starts its nodes
/// in the cluster's security group and in one more, which admits the groups given, and everybody
/// where none are given (Amazon EKS API Reference, RemoteAccessConfig). Adds that group and the
/// launch template that EKS makes, under keys of their own.
void add_remote_access(
    topology::Topology& topology, topology::NodeGroup& group,
    const topology::Attribute<std::vector<topology::Reference<topology::SecurityGroup>>>& sources);

/// The same where that group is there already, under this key: adds the launch template alone, of
/// which EKS does not tell either (NodegroupResources).
void start_in_remote_access_group(topology::Topology& topology, topology::NodeGroup& group,
                                  const std::string& security_group);

}  // namespace inland::sources
