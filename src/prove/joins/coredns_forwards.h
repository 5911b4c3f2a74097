// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "coredns/forwards.h"
#include "prove/joins/proof.h"
#include "prove/joins/scene.h"

#include <vector>

namespace inland::prove {

/// What the configuration values of a cluster's add-on coredns tell it to forward; nothing where
/// they say no Corefile, or none that CoreDNS would start with.
std::vector<coredns::Forward> coredns_forwards(const topology::Addon& addon);

/// One row for each node and name server that CoreDNS asks: its pods may run on any node, and ask
/// by UDP and by TCP.
std::vector<Proof> prove_coredns_forwards(const Scene& scene, const knowledge::Flow& flow);

}  // namespace inland::prove
