// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/packets/filter.h"
#include "prove/packets/party.h"

namespace inland::prove {

/// Which packets of a connection a network ACL sees: it is stateless, so replies are judged by its
/// rules for the other direction and by the ports of whoever began (VPC-SEMANTICS 1.2).
enum class Leg { Request, Reply };

/// The ACL of a subnet for packets that leave it to, or enter it from, `peer_side` of the
/// connection's boxes.
Filter acl_filter(const SubnetView& subnet, topology::TrafficDirection direction, Leg leg,
                  int protocol);

}  // namespace inland::prove
