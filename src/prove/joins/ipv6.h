// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/joins/proof.h"
#include "prove/joins/scene.h"

namespace inland::prove {

/// Whether the cluster gives its pods IPv6 addresses; nothing when the source does not say.
std::optional<bool> has_ipv6_pods(const topology::Cluster& cluster);

/// The party with its IPv4 addresses and whatever IPv6 ones its nodes and pods may have. What is
/// not known of those is in `ipv6_missing`.
Party with_ipv6(const Scene& scene, Party party);

/// The party with its IPv6 addresses only; without addresses where its subnet has none.
Party only_ipv6(Party party);

/// What the members of a cluster say to each other: by the family of its pods' addresses, which is
/// also that of its nodes' addresses for each other.
Passage pass_by_family(const Scene& scene, const Party& source, const Party& destination,
                       const knowledge::Flow& flow);

}  // namespace inland::prove
