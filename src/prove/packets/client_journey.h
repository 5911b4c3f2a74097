// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/packets/journey.h"

#include <vector>

namespace inland::prove {

/// From a subnet to a network that is connected to its VPC, by a VPN gateway or by a transit
/// gateway's VPN or Direct Connect; one journey for each part that one route takes.
std::vector<Journey> to_client(const Trip& trip);
/// The other way round. A client's packet needs the way back as its reply does, whatever the
/// purpose: nobody routes what they have no route to.
std::vector<Journey> from_client(const Trip& trip);

}  // namespace inland::prove
