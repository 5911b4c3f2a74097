// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/network.h"
#include "prove/packets/filter.h"

#include <vector>

namespace inland::prove {

/// How packets pass an internet gateway or an egress-only one.
enum class PublicPath {
    In,         ///< somebody outside begins
    Out,        ///< an interface with a public address begins
    OutByNat,   ///< a NAT gateway in the subnet begins, for others
    EgressOnly  ///< by an egress-only internet gateway
};

/// What VPC Block Public Access says to packets of a subnet on such a path. Off where the Topology
/// holds no settings, as AWS has it for new accounts.
Filter public_access_gate(const Network& network, const SubnetView& subnet, PublicPath path);
/// The same for packets of `source` by a NAT gateway in `gateway`. AWS does not say whose exclusion
/// counts when only one of the two is excluded.
Filter public_access_gate(const Network& network, const SubnetView& source,
                          const SubnetView& gateway);

/// Whether the proof takes it to be off because the source does not tell.
bool assumes_no_block(const Network& network);
inline constexpr std::string_view no_block_assumption =
    "VPC Block Public Access is off in this account and Region";

}  // namespace inland::prove
