// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/packets/filter.h"
#include "prove/packets/party.h"
#include "prove/packets/way.h"

namespace inland::prove {

/// The union of a party's security groups, as they treat traffic with `peer` (VPC-SEMANTICS 1.1).
/// Stateful: there is no filter for replies.
/// Where references to groups are lost, the peer is known by its addresses only.
Filter egress_filter(const Party& owner, const Party& peer, int protocol,
                     GroupReferences references = GroupReferences::Kept);
Filter ingress_filter(const Party& owner, const Party& peer, int protocol,
                      GroupReferences references = GroupReferences::Kept);

}  // namespace inland::prove
