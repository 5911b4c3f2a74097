// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "deploy/compare.h"
#include "topology/topology.h"

namespace inland::deploy {

/// A designed resource with the holes of its texts filled from what was observed, so
/// that they can be compared. What waits for a resource that is not there, or is made anew, keeps
/// its holes: known after apply. Pure.
template <typename R>
const R& with_late_values(const R& desired, const topology::Topology& /*observed*/,
                          const Renewed& /*renewed*/) {
    return desired;
}
/// Of a cluster: the blocks that its public API admits, NAT gateways' addresses among them, sorted.
topology::Cluster with_late_values(const topology::Cluster& desired,
                                   const topology::Topology& observed, const Renewed& renewed);
/// Of a cluster's identity provider, and of the roles that trust it: what EKS and the account name.
topology::OpenIdConnectProvider with_late_values(const topology::OpenIdConnectProvider& desired,
                                                 const topology::Topology& observed,
                                                 const Renewed& renewed);
topology::Role with_late_values(const topology::Role& desired, const topology::Topology& observed,
                                const Renewed& renewed);
topology::LaunchTemplate with_late_values(const topology::LaunchTemplate& desired,
                                          const topology::Topology& observed,
                                          const Renewed& renewed);

}  // namespace inland::deploy
