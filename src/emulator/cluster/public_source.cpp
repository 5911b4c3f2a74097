// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/public_source.h"

#include "prove/packets/parties.h"

#include <algorithm>

namespace inland::emulator {

namespace {

using topology::Attribute;

std::optional<Ipv4Address> parsed(const Attribute<std::string>& text) {
    const auto address = Ipv4Address::parse(text.value_or_default("").value_or(""));
    return address ? std::optional(*address) : std::nullopt;
}

bool holds(const Attribute<std::vector<Ipv4Prefix>>& blocks, Ipv4Address address) {
    return blocks.is_known() && std::ranges::any_of(blocks.value(), [&](const Ipv4Prefix& block) {
               return block.contains(address);
           });
}

/// The router at the other end of the VPN behind which the address is.
std::optional<Ipv4Address> router_of(const prove::Network& network, Ipv4Address address) {
    const auto& topology = network.topology();
    for (const auto& [key, connection] : topology.all<topology::VpnConnection>()) {
        if (!holds(connection.static_routes, address) &&
            !holds(connection.advertised_routes, address))
            continue;
        if (const auto* gateway = topology.find(connection.customer_gateway))
            return parsed(gateway->ip_address);
    }
    return std::nullopt;
}

std::optional<Ipv4Address> nat_address_of(const prove::Network& network,
                                          const prove::SubnetView& subnet) {
    const auto* table = subnet.routes->table;
    if (table == nullptr || !table->routes.is_known())
        return std::nullopt;
    for (const auto& route : table->routes.value())
        if (route.destination == Ipv4Prefix() && route.target == topology::RouteTarget::NatGateway)
            if (const auto* gateway =
                    network.topology().find<topology::NatGateway>(route.target_key))
                return parsed(gateway->public_address);
    return std::nullopt;
}

std::optional<Ipv4Address> of_machine(const prove::Network& network, const prove::Place& place) {
    const auto party = prove::party_of(network, place);
    if (!party || party->subnet == nullptr)
        return std::nullopt;
    if (const auto address = nat_address_of(network, *party->subnet))
        return address;
    const auto* interface = prove::interface_of(network, *party);
    return interface == nullptr ? std::nullopt : parsed(interface->public_address);
}

}  // namespace

std::optional<Ipv4Address> public_source(const prove::Network& network, const prove::Place& place) {
    switch (place.kind) {
        case prove::PlaceKind::Internet:
            return laptop_address;
        case prove::PlaceKind::Client:
            return router_of(network, place.address.value_or(Ipv4Address{}));
        case prove::PlaceKind::Machine:
            break;
    }
    return of_machine(network, place);
}

}  // namespace inland::emulator
