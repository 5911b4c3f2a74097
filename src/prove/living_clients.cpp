// SPDX-License-Identifier: Apache-2.0
#include "prove/living_clients.h"

#include "topology/client_networks.h"
#include "topology/ownership.h"

#include <algorithm>
#include <type_traits>

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

void add_connection(Clients& clients, const topology::VpnConnection& connection) {
    add_all(clients, "vpn", connection.static_routes);
    add_all(clients, "vpn", connection.advertised_routes);
}

void add_association(Clients& clients, const topology::DirectConnectAssociation& association) {
    add_all(clients, "directConnect", association.advertised_routes);
}

template <typename R>
void add_expected(Clients& clients, const R& gateway) {
    const bool by_transit = std::is_same_v<R, topology::TransitGatewayAttachment>;
    for (const Ipv4Prefix& block :
         topology::networks_in(topology::tag_value(gateway.tags, topology::networks_tag)))
        add(clients, by_transit ? "transitGateway" : "expected", block);
}

template <typename R>
void add_of_ours(Clients& clients, const topology::Topology& topology,
                 void (*add_one)(Clients&, const R&)) {
    for (const auto& [key, resource] : topology.all<R>())
        if (!topology::tag_value(resource.tags, topology::cluster_tag).empty())
            add_one(clients, resource);
}

}  // namespace

std::vector<ClientNetwork> living_clients(const topology::Topology& topology) {
    Clients clients;
    add_of_ours(clients, topology, add_connection);
    add_of_ours(clients, topology, add_association);
    add_of_ours(clients, topology, add_expected<topology::VpnGateway>);
    add_of_ours(clients, topology, add_expected<topology::TransitGatewayAttachment>);
    return clients;
}

}  // namespace inland::prove
