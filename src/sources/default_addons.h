// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "topology/topology.h"

namespace inland::sources {

/// Adds the VPC CNI to a cluster that is to be made without refusing what EKS installs by itself
/// (bootstrapSelfManagedAddons: EKS API Reference, CreateCluster): its nodes wait for it as for any
/// add-on. Nothing is added where the Topology has it, or has an add-on that may be it.
void add_default_addons(topology::Topology& topology, const topology::Cluster& cluster);

}  // namespace inland::sources
