// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/packets/journey.h"

#include <vector>

namespace inland::prove {

/// From a subnet to public addresses: by a gateway endpoint when the destination is its service,
/// else by whatever its routes lead to (an internet gateway, a NAT gateway). One journey for each
/// part of the addresses that one route takes. The destination's side is not judged.
std::vector<Journey> to_internet(const Trip& trip);

/// From public addresses to an interface in a subnet.
std::vector<Journey> from_internet(const Trip& trip);

/// The gateway endpoint of `service` in the VPC, whatever its routes; null when there is none.
const topology::VpcEndpoint* gateway_endpoint(const VpcView& vpc, std::string_view service);
/// Whether a subnet's routes lead to that endpoint; unknown for routes that are not known.
topology::Knowledge leads_to_endpoint(const SubnetView& subnet,
                                      const topology::VpcEndpoint& endpoint);

}  // namespace inland::prove
