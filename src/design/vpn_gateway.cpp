// SPDX-License-Identifier: Apache-2.0
#include "design/connections.h"
#include "design/designers.h"
#include "design/network_parts.h"
#include "topology/client_networks.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace inland::design {
namespace {

using topology::VpnGateway;

/// What stands behind the gateway, in words.
std::string behind(const spec::Connect& connect) {
    std::vector<std::string> ends;
    if (connect.vpn)
        ends.push_back("the VPN to " + names_of(connect.vpn->networks));
    if (connect.direct_connect && !ends_at_transit_gateway(connect))
        ends.push_back("the Direct Connect to " + names_of(connect.direct_connect->networks));
    return fmt::format("{}", fmt::join(ends, " and "));
}

/// The networks that AWS only knows when the client's routers advertise them.
std::vector<Ipv4Prefix> advertised(const spec::Connect& connect) {
    std::vector<Ipv4Prefix> blocks;
    if (connect.vpn && connect.vpn->routing.value == spec::VpnRouting::Bgp)
        blocks = blocks_of(connect.vpn->networks);
    if (connect.direct_connect && !ends_at_transit_gateway(connect))
        std::ranges::copy(blocks_of(connect.direct_connect->networks), std::back_inserter(blocks));
    std::ranges::sort(blocks);
    return blocks;
}

}  // namespace

/// A VPC has one VPN gateway at most, which VPN connections and Direct Connect share.
void design_vpn_gateway(Drawing& drawing) {
    const auto& connect = drawing.spec.connect;
    const bool is_there =
        drawing.topology().find<VpnGateway>(vpn_gateway_of(drawing).key) != nullptr;
    if (!needs_vpn_gateway(connect) || is_there || !may_add_to_network(drawing))
        return;
    auto gateway = make<VpnGateway>(
        drawing, "main",
        {connect.vpn ? "spec.connect.vpn" : "spec.connect.directConnect",
         place_of_connections(drawing.spec), "the VPC's end of " + behind(connect)});
    gateway.vpc = vpc_of(drawing);
    if (const auto blocks = advertised(connect); !blocks.empty())
        gateway.tags[std::string(topology::networks_tag)] = topology::networks_text(blocks);
    drawing.topology().add(std::move(gateway));
}

}  // namespace inland::design
