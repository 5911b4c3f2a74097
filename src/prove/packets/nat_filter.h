// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/packets/journey.h"

#include <vector>

namespace inland::prove {

/// What a packet meets that is routed to a NAT gateway: the network ACL of the gateway's subnet
/// on both of its sides, the gateway, and that subnet's own way to the internet.
std::vector<Filter> nat_filters(const Trip& trip, const RoutePiece& piece);

}  // namespace inland::prove
