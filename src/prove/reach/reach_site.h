// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/packets/party.h"

#include <vector>

namespace inland::prove {

/// One end of the connections that a ReachTable proves: what of a Party in a subnet decides. It
/// refers to the Network that it comes from.
struct ReachSite {
    const SubnetView* subnet = nullptr;
    std::vector<AddressRange> addresses;
    std::vector<const topology::SecurityGroup*> groups;
    bool may_carry_more = false;  ///< groups that are not known
};

/// The party must be in a subnet.
ReachSite reach_site(const Party& party);
Party party_of(const ReachSite& site);

/// The observed interfaces whose subnet and addresses are known, each with its primary address, in
/// the order of their keys.
struct InterfaceSites {
    std::vector<const topology::NetworkInterface*> interfaces;
    std::vector<ReachSite> sites;
};
InterfaceSites interface_sites(const Network& network);

}  // namespace inland::prove
