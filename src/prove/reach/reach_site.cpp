// SPDX-License-Identifier: Apache-2.0
#include "prove/reach/reach_site.h"

#include "prove/packets/parties.h"

namespace inland::prove {

ReachSite reach_site(const Party& party) {
    return {party.subnet, party.addresses, party.groups, !party.groups_missing.empty()};
}

Party party_of(const ReachSite& site) {
    Party party;
    party.where = Where::Subnet;
    party.subnet = site.subnet;
    party.addresses = site.addresses;
    party.groups = site.groups;
    if (site.may_carry_more)
        party.groups_missing = "its security groups";
    return party;
}

InterfaceSites interface_sites(const Network& network) {
    InterfaceSites made;
    for (const auto& [key, interface] : network.topology().all<topology::NetworkInterface>()) {
        auto party = interface_party(network, interface);
        if (!party || party->addresses.empty())
            continue;
        party->addresses.resize(1);
        made.interfaces.push_back(&interface);
        made.sites.push_back(reach_site(*party));
    }
    return made;
}

}  // namespace inland::prove
