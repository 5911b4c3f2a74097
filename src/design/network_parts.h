// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "design/drawing.h"

#include <vector>

namespace inland::design {

// The network that the cluster stands in, designed or given: what designers refer to.

topology::Reference<topology::Vpc> vpc_of(const Drawing& drawing);

/// A VPC has one VPN gateway: that of a given network serves the cluster's connections, too.
topology::Reference<topology::VpnGateway> vpn_gateway_of(const Drawing& drawing);

/// Of the cluster's private subnets one for each zone, that with the most free addresses: an
/// endpoint stands once in a zone.
std::vector<topology::Reference<topology::Subnet>> subnet_of_each_zone(const Drawing& drawing);

/// The route tables that the cluster's subnets use, the main one of a given network included.
std::vector<topology::Reference<topology::RouteTable>> route_tables_of(const Drawing& drawing);

/// The block of Kubernetes services: as the spec says, else one that meets no block of the network.
spec::Placed<Ipv4Prefix> service_block_of(const Drawing& drawing);

/// Whether what stands in the network may be made: of another account's network only security
/// groups and interfaces may.
bool may_add_to_network(const Drawing& drawing);

/// What a given network has already for a service, which is used instead of a second.
struct Provided {
    bool by_interface = false;  ///< an interface endpoint to which the service's name leads
    std::vector<topology::Reference<topology::RouteTable>>
        unserved;  ///< route tables of the cluster without a gateway endpoint
};
Provided provided_by_network(const Drawing& drawing, const std::string& service_name);

}  // namespace inland::design
