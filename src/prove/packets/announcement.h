// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/packets/filter.h"
#include "prove/packets/way.h"

#include <vector>

namespace inland::prove {

/// What Direct Connect's allowed prefixes say at the end of a way to a client's network: whether
/// the client's routers hear of the addresses that the packets come from. A VPN gateway announces a
/// block of its VPC that the prefixes hold; a transit gateway the prefixes themselves (Direct
/// Connect User Guide, allowed prefixes interactions). Empty where something else leads there.
std::vector<Filter> announcement_gates(const Network& network, const Way& way,
                                       const AddressRange& own);

}  // namespace inland::prove
