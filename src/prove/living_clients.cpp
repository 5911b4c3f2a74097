// SPDX-License-Identifier: Apache-2.0
#include "prove/living_clients.h"

#include "topology/client_networks.h"
#include "topology/ownership.h"

#include <algorithm>

namespace inland::prove {

namespace {

using Clients = std::vector<ClientNetwork>;

void add(Clients& clients, std::string_view connection, const Ipv4Prefix& block) {
    if (std::ranges::find(clients, block, &ClientNetwork::block) == clients.end())
        clients.push_back({std::string(connection) + " " + block.text(), block});
}

void add_all(Clients& clients, std::string_view connection,
             const topology::Attribute<std::vector<Ipv4Prefix>>& blocks) {
    if (blocks.is_known())
        for (const Ipv4Prefix& block : blocks.value())
            add(clients, connection, block);
}

void add_routed(Clients& clients, const topology::RouteTable& table) {
    if (!table.routes.is_known() || topology::tag_value(table.tags, topology::cluster_tag).empty())
        return;
    for (const topology::Route& route : table.routes.value())
        if (route.target == topology::RouteTarget::TransitGateway && route.destination)
            add(clients, "transitGateway", *route.destination);
}

}  // namespace

std::vector<ClientNetwork> living_clients(const topology::Topology& topology) {
    Clients clients;
    for (const auto& [key, connection] : topology.all<topology::VpnConnection>()) {
        add_all(clients, "vpn", connection.static_routes);
        add_all(clients, "vpn", connection.advertised_routes);
    }
    for (const auto& [key, association] : topology.all<topology::DirectConnectAssociation>())
        add_all(clients, "directConnect", association.advertised_routes);
    for (const auto& [key, gateway] : topology.all<topology::VpnGateway>())
        for (const Ipv4Prefix& block :
             topology::networks_in(topology::tag_value(gateway.tags, topology::networks_tag)))
            add(clients, "expected", block);
    for (const auto& [key, table] : topology.all<topology::RouteTable>())
        add_routed(clients, table);
    return clients;
}

}  // namespace inland::prove
