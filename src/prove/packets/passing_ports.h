// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/port_range.h"
#include "prove/packets/party.h"

#include <vector>

namespace inland::prove {

/// The destination ports at which some packet of the protocol surely gets through, there and back,
/// merged and in order; all ports of a protocol without any.
std::vector<PortRange> passing_ports(const Network& network, const Party& source,
                                     const Party& destination, int protocol);

/// Ranges in order, those that touch made one.
std::vector<PortRange> merged(std::vector<PortRange> ranges);
/// What of `ranges`, which are merged, is not in `taken`, which are merged too.
std::vector<PortRange> without(const std::vector<PortRange>& ranges,
                               const std::vector<PortRange>& taken);

}  // namespace inland::prove
