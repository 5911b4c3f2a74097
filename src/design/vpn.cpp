// SPDX-License-Identifier: Apache-2.0
#include "design/connections.h"
#include "design/designers.h"
#include "design/network_parts.h"

#include <fmt/format.h>

namespace inland::design {
namespace {

using topology::CustomerGateway;
using topology::VpnConnection;

void add_customer_gateway(Drawing& drawing, const spec::Vpn& vpn) {
    auto outer = make<CustomerGateway>(
        drawing, "main",
        {"spec.connect.vpn.peer", vpn.peer.place,
         fmt::format("your router at {}, the other end of the VPN", vpn.peer.value.text())});
    outer.ip_address = {vpn.peer.value.text(), vpn.peer.place};
    outer.bgp_asn = {std::int64_t{vpn.asn.value}, vpn.asn.place};
    drawing.topology().add(std::move(outer));
}

void add_connection(Drawing& drawing, const spec::Vpn& vpn) {
    auto connection =
        make<VpnConnection>(drawing, "main",
                            {"spec.connect.vpn", vpn.place,
                             "client.api-server: people at " + names_of(vpn.networks) +
                                 " reach the cluster through it"});
    connection.vpn_gateway = vpn_gateway_of(drawing);
    connection.customer_gateway = refer<CustomerGateway>("main");
    const auto is_static = vpn.routing.value == spec::VpnRouting::Static;
    connection.static_routes_only = {is_static, vpn.routing.place};
    connection.static_routes = is_static ? blocks_of(vpn.networks) : std::vector<Ipv4Prefix>{};
    if (!is_static)
        connection.advertised_routes = blocks_of(vpn.networks);
    drawing.topology().add(std::move(connection));
}

}  // namespace

void design_vpn(Drawing& drawing) {
    const auto& vpn = drawing.spec.connect.vpn;
    if (!vpn || !may_add_to_network(drawing))
        return;
    add_customer_gateway(drawing, *vpn);
    add_connection(drawing, *vpn);
}

}  // namespace inland::design
