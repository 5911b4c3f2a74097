// SPDX-License-Identifier: Apache-2.0
#include "checker/vpn.h"

#include <algorithm>

namespace inland::checker {

namespace {

bool is_open(const topology::VpnConnection& connection, const topology::VpnGateway& gateway) {
    return connection.vpn_gateway.is_known() && connection.vpn_gateway.value().key == gateway.key &&
           connection.state.value_or_default("available") == "available";
}

void add(Learned& learned, const topology::VpnConnection& connection) {
    const bool fixed = connection.static_routes_only.value_or_default(false) == true;
    const auto& blocks = fixed ? connection.static_routes : connection.advertised_routes;
    if (blocks.is_unknown() || (!fixed && blocks.is_absent()))
        learned.is_all = false;
    if (blocks.is_known())
        std::ranges::copy(blocks.value(), std::back_inserter(learned.blocks));
}

}  // namespace

Learned learned_by(const World& world, const topology::VpnGateway& gateway) {
    Learned learned;
    bool connected = false;
    for (const auto& [key, connection] : world.topology.all<topology::VpnConnection>())
        if (is_open(connection, gateway)) {
            connected = true;
            add(learned, connection);
        }
    learned.is_all = learned.is_all && connected;
    return learned;
}

const topology::VpnGateway* vpn_gateway_of(const World& world, const topology::Vpc& vpc) {
    for (const auto& [key, gateway] : world.topology.all<topology::VpnGateway>())
        if (gateway.vpc.is_known() && gateway.vpc.value().key == vpc.key)
            return &gateway;
    return nullptr;
}

}  // namespace inland::checker
