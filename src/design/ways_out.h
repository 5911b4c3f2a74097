// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "design/drawing.h"

#include <vector>

namespace inland::design {

/// By which way nodes call what lies outside the VPC, as the spec's `network` asks.
enum class WayOut {
    None,
    Nat,             ///< private subnets, a NAT gateway in each zone
    InternetGateway  ///< public subnets, a public address for each node
};

WayOut way_out_of_nodes(const spec::Network& network);

/// Whether the network has a public side at all: an internet gateway, and a public subnet in each
/// zone for NAT gateways or for nodes.
bool has_public_side(const spec::Network& network);

using SubnetReferences = std::vector<topology::Reference<topology::Subnet>>;

/// How nodes reach the Kubernetes API: "the private API".
std::string_view way_to_api(const spec::Cluster& cluster);

/// The subnets that were designed so far; of a given network, all that the spec names. EKS's and
/// endpoints' interfaces stand in the private ones whatever the mode, so that no change of mode
/// moves them.
SubnetReferences private_subnets(const Drawing& drawing);
SubnetReferences public_subnets(const Drawing& drawing);
SubnetReferences all_subnets(const Drawing& drawing);
/// Those that the nodes are placed in.
SubnetReferences node_subnets(const Drawing& drawing);

/// The "a" of eu-central-1a: what tells a zone's resources apart.
std::string zone_letter(const Drawing& drawing, const std::string& zone);

}  // namespace inland::design
