// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "deploy/compare.h"
#include "topology/topology.h"

namespace inland::deploy {

/// A designed resource with the holes of its texts filled from the clusters that were observed, so
/// that they can be compared. What waits for a cluster that is not there, or is made anew, keeps
/// its holes: known after apply. Pure.
template <typename R>
const R& with_late_values(const R& desired, const topology::Topology& /*observed*/,
                          const Renewed& /*renewed*/) {
    return desired;
}
/// Of a cluster: the blocks that its public API admits, NAT gateways' addresses among them, sorted.
topology::Cluster with_late_values(const topology::Cluster& desired,
                                   const topology::Topology& observed, const Renewed& renewed);
topology::LaunchTemplate with_late_values(const topology::LaunchTemplate& desired,
                                          const topology::Topology& observed,
                                          const Renewed& renewed);

}  // namespace inland::deploy
