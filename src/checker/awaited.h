// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checker/certificate.h"
#include "topology/load_balancer.h"

namespace inland::checker {

/// A load balancer that nobody has made yet: any address of a subnet that is tagged for one, open
/// to whom its maker says.
inline bool is_awaited(const Party& party) {
    return party.owner_type == topology::LoadBalancer::type && party.owner.empty();
}

}  // namespace inland::checker
