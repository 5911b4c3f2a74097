// SPDX-License-Identifier: Apache-2.0
#include "prove/repairs/remedy.h"
#include "prove/repairs/snippets.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::prove {

namespace {

using topology::Reference;
using topology::Route;
using topology::RouteTable;
using topology::RouteTarget;
using topology::VpnGateway;

const RouteTable* table_of(const Complaint& complaint) {
    return complaint.scene.network.topology().find<RouteTable>(complaint.blocker.key);
}

Remedy propagate(const RouteTable& table, const VpnGateway& gateway) {
    return {say(fmt::format("turn on route propagation from {} into {}", resource_name(gateway),
                            resource_name(table)),
                table, snippets::propagation(table, gateway)),
            [key = table.key, gateway_key = gateway.key](topology::Topology& topology) {
                auto& gateways = topology.all<RouteTable>()[key].propagating_gateways;
                if (!gateways.is_known())
                    gateways = std::vector<Reference<VpnGateway>>{};
                gateways.mutable_value().push_back({gateway_key});
            }};
}

Remedy add_static_route(const topology::VpnConnection& connection, const Ipv4Prefix& block) {
    return {fmt::format("add the static route {} to {}", block.text(), resource_name(connection)),
            [key = connection.key, block](topology::Topology& topology) {
                auto& routes = topology.all<topology::VpnConnection>()[key].static_routes;
                if (!routes.is_known())
                    routes = std::vector<Ipv4Prefix>{};
                routes.mutable_value().push_back(block);
            }};
}

std::vector<Remedy> teach_gateway(const Complaint& complaint) {
    const Blocker& blocker = complaint.blocker;
    std::vector<Remedy> remedies;
    for (const auto& [key, connection] :
         complaint.scene.network.topology().all<topology::VpnConnection>())
        if (connection.vpn_gateway.is_known() &&
            connection.vpn_gateway.value().key == blocker.key &&
            connection.static_routes_only.value_or_default(false) == true)
            remedies.push_back(add_static_route(
                connection,
                block_around(complaint.scene, blocker.packets.addresses(blocker.address_side))));
    return remedies;
}

Remedy remove_routes(const RouteTable& table, const std::string& step,
                     std::function<bool(const Route&)> doomed) {
    return {step, [key = table.key, doomed](topology::Topology& topology) {
                auto& routes = topology.all<RouteTable>()[key].routes;
                if (routes.is_known())
                    std::erase_if(routes.mutable_value(), doomed);
            }};
}

}  // namespace

std::vector<Remedy> lead_to_clients(const Complaint& complaint) {
    const VpcView* vpc = complaint.scene.vpc;
    if (vpc == nullptr || vpc->vpn_gateway == nullptr)
        return {};
    if (complaint.blocker.key == vpc->vpn_gateway->key)
        return teach_gateway(complaint);
    const auto* table = table_of(complaint);
    if (table == nullptr)
        return {};
    return {propagate(*table, *vpc->vpn_gateway)};
}

std::vector<Remedy> remove_blackhole(const Complaint& complaint) {
    const auto* table = table_of(complaint);
    if (table == nullptr)
        return {};
    const AddressRange range = complaint.blocker.packets.addresses(complaint.blocker.address_side);
    return {remove_routes(
        *table,
        fmt::format("remove the black hole to {} from {}",
                    block_around(complaint.scene, range).text(), resource_name(*table)),
        [range](const Route& route) {
            return route.state == topology::RouteState::Blackhole && route.destination &&
                   AddressRange::of(*route.destination).overlaps(range);
        })};
}

std::vector<Remedy> remove_way_out(const Complaint& complaint) {
    const auto* table = table_of(complaint);
    if (table == nullptr)
        return {};
    return {remove_routes(
        *table,
        fmt::format("remove the routes of {} to internet and NAT gateways", resource_name(*table)),
        [](const Route& route) {
            return route.target == RouteTarget::InternetGateway ||
                   route.target == RouteTarget::NatGateway ||
                   route.target == RouteTarget::EgressOnlyInternetGateway;
        })};
}

}  // namespace inland::prove
