// SPDX-License-Identifier: Apache-2.0
#include "design/designers.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace inland::design {
namespace {

using topology::CustomerGateway;
using topology::VpnConnection;
using topology::VpnGateway;

std::vector<Ipv4Prefix> blocks_of(const spec::Vpn& vpn) {
    std::vector<Ipv4Prefix> blocks;
    for (const auto& network : vpn.networks)
        blocks.push_back(network.value);
    std::ranges::sort(blocks);
    return blocks;
}

std::string names_of(const spec::Vpn& vpn) {
    std::vector<std::string> names;
    for (const auto& block : blocks_of(vpn))
        names.push_back(block.text());
    return fmt::format("{}", fmt::join(names, ", "));
}

void add_gateways(Drawing& drawing, const spec::Vpn& vpn) {
    auto inner = make<VpnGateway>(
        drawing, "main",
        {"spec.connect.vpn", vpn.place, "the VPC's end of the VPN to " + names_of(vpn)});
    inner.vpc = refer<topology::Vpc>("main");
    drawing.topology().add(std::move(inner));

    auto outer = make<CustomerGateway>(
        drawing, "main",
        {"spec.connect.vpn.peer", vpn.peer.place,
         fmt::format("your router at {}, the other end of the VPN", vpn.peer.value.text())});
    outer.ip_address = {vpn.peer.value.text(), vpn.peer.place};
    outer.bgp_asn = {std::int64_t{vpn.asn.value}, vpn.asn.place};
    drawing.topology().add(std::move(outer));
}

void add_connection(Drawing& drawing, const spec::Vpn& vpn) {
    auto connection = make<VpnConnection>(
        drawing, "main",
        {"spec.connect.vpn", vpn.place,
         "client.api-server: people at " + names_of(vpn) + " reach the cluster through it"});
    connection.vpn_gateway = refer<VpnGateway>("main");
    connection.customer_gateway = refer<CustomerGateway>("main");
    const auto is_static = vpn.routing.value == spec::VpnRouting::Static;
    connection.static_routes_only = {is_static, vpn.routing.place};
    connection.static_routes = is_static ? blocks_of(vpn) : std::vector<Ipv4Prefix>{};
    if (!is_static)
        connection.advertised_routes = blocks_of(vpn);
    drawing.topology().add(std::move(connection));
}

}  // namespace

void design_vpn(Drawing& drawing) {
    const auto& vpn = drawing.spec.connect.vpn;
    if (!vpn)
        return;
    add_gateways(drawing, *vpn);
    add_connection(drawing, *vpn);
}

}  // namespace inland::design
