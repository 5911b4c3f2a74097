// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/packets/party.h"
#include "prove/place.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inland::prove {

/// The groups that a resource lists, with what is not known of them.
void carry(Party& party, const Network& network,
           const topology::Attribute<std::vector<topology::Reference<topology::SecurityGroup>>>&
               references,
           const std::string& owner);

/// All addresses of a subnet, as an interface may be given any. Nothing when the Topology does not
/// hold the subnet or its block.
std::optional<Party> subnet_party(const Network& network, std::string_view subnet,
                                  std::string name);
/// The party that a Place is.
std::optional<Party> party_of(const Network& network, const Place& place);
Party client_party(const ClientNetwork& client);

/// The observed interface that a party of one address is; nullptr when it is none.
const topology::NetworkInterface* interface_of(const Network& network, const Party& party);
/// An observed interface.
std::optional<Party> interface_party(const Network& network,
                                     const topology::NetworkInterface& owner);
/// The interfaces of an interface endpoint, one for each of its subnets; where they are not
/// observed, with every address of the subnet.
std::vector<Party> endpoint_parties(const Network& network, const topology::VpcEndpoint& endpoint);
/// The interfaces that EKS may place in any of the cluster's subnets.
std::vector<Party> cluster_parties(const Network& network, const topology::Cluster& cluster);

}  // namespace inland::prove
