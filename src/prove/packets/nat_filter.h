// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/packets/journey.h"
#include "prove/packets/way.h"

#include <vector>

namespace inland::prove {

/// What a packet of the source meets behind a way that ends at a NAT gateway: the network ACL of
/// the gateway's subnet on both of its sides, the gateway, that subnet's own way to the internet,
/// and its way back into the source's subnet. One list for each part that the gateway's subnet
/// routes alike.
struct NatPassage {
    AddressRange range;
    std::vector<Filter> filters;
};
std::vector<NatPassage> nat_passages(const Trip& trip, const Way& way);

/// A NAT gateway on the way to a private network. It drops replies to what it did not send; what
/// it sends there comes from itself, which is not modelled; the rest is lost on the internet.
std::vector<Filter> private_nat_gates(const Network& network, const Way& way,
                                      const Heading& heading);

}  // namespace inland::prove
