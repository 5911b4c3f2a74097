// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/packets/filter.h"
#include "prove/packets/party.h"
#include "topology/security_group.h"

#include <string_view>
#include <vector>

namespace inland::prove {

/// A rule that admits by the peer's address.
struct AddressRule {
    AddressRange peers;
    PortRange ports;
    Certainty certainty = Certainty::Sure;
};

/// A rule that admits the peers that carry a group.
struct MemberRule {
    std::string_view group;  ///< key; the Topology's text
    PortRange ports;
};

/// One direction of a security group, reduced to what it says about some traffic. Its filter's
/// rules all admit, in no order.
struct GroupRules {
    std::vector<AddressRule> by_address;
    std::vector<MemberRule> by_group;
};

/// Both directions of a group as a machine of `subnet` carries it.
struct CompiledGroup {
    const topology::SecurityGroup* group = nullptr;
    GroupRules egress, ingress;
};

CompiledGroup compile(const topology::SecurityGroup& group, const SubnetView& subnet,
                      const Traffic& traffic);

}  // namespace inland::prove
