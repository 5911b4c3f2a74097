// SPDX-License-Identifier: Apache-2.0
// What a Network knows of the clients' networks behind VPN gateways.
#include "prove/network.h"

#include <algorithm>

namespace inland::prove {

namespace {

using topology::DirectConnectAssociation;
using topology::VpnConnection;

/// As the source of what lives writes it when both tunnels are down.
constexpr std::string_view down = "down";

std::string text_of(const topology::Attribute<std::string>& state, std::string_view absent) {
    return state.value_or_default(std::string(absent)).value_or("");
}

/// Whether Direct Connect is known to bring what it brings, be it nothing.
bool has_association(const topology::Topology& topology, const topology::VpnGateway& gateway) {
    return std::ranges::any_of(topology.all<DirectConnectAssociation>(), [&](const auto& row) {
        const auto& association = row.second;
        return association.advertised_routes.is_known() && association.vpn_gateway.is_known() &&
               association.vpn_gateway.value().key == gateway.key;
    });
}

bool tells(const topology::Topology& topology, const VpcView& view) {
    return !view.gateway_routes.empty() || !view.idle_connections.empty() ||
           has_association(topology, *view.vpn_gateway);
}

void note_missing(VpcView& view, std::string fact) {
    if (view.gateway_missing.empty())
        view.gateway_missing = std::move(fact);
}

}  // namespace

void Network::index_connections() {
    for (const auto& [key, connection] : topology().all<VpnConnection>())
        index_connection(connection);
    for (const auto& [key, association] : topology().all<DirectConnectAssociation>())
        index_association(association);
    for (auto& [key, view] : vpcs_)
        if (view.vpn_gateway != nullptr && !tells(topology(), view))
            note_missing(view, "what is connected to " + resource_name(*view.vpn_gateway) +
                                   " beside VPN connections");
}

VpcView* Network::vpc_behind(
    const topology::Attribute<topology::Reference<topology::VpnGateway>>& of) {
    const auto* gateway = topology().find(of);
    const bool is_attached = gateway != nullptr && gateway->vpc.is_known();
    const auto vpc = is_attached ? vpcs_.find(gateway->vpc.value().key) : vpcs_.end();
    return vpc == vpcs_.end() ? nullptr : &vpc->second;
}

void Network::index_connection(const VpnConnection& connection) {
    VpcView* view = vpc_behind(connection.vpn_gateway);
    if (view == nullptr)
        return;
    const auto state = text_of(connection.state, "available");
    if (state == down)
        view->idle_connections.push_back(&connection);
    if (state != "available")
        return;
    const bool is_static = connection.static_routes_only.value_or_default(false) == true;
    const auto& blocks = is_static ? connection.static_routes : connection.advertised_routes;
    if (blocks.is_unknown() || (!is_static && blocks.is_absent()))
        note_missing(*view, "the networks behind " + resource_name(connection));
    if (!blocks.is_known())
        return;
    if (blocks.value().empty())  // as good as none
        view->idle_connections.push_back(&connection);
    for (const Ipv4Prefix& block : blocks.value())
        view->gateway_routes.push_back({block, !is_static, &connection});
}

void Network::index_association(const DirectConnectAssociation& association) {
    VpcView* view = vpc_behind(association.vpn_gateway);
    const auto state = text_of(association.state, "associated");
    if (view == nullptr || (state != "associated" && state != "updating"))
        return;
    if (!association.advertised_routes.is_known())
        return note_missing(*view, "the networks behind " + resource_name(association));
    for (const Ipv4Prefix& block : association.advertised_routes.value())
        view->gateway_routes.push_back({block, true, &association, &association});
}

}  // namespace inland::prove
