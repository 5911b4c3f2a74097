// SPDX-License-Identifier: Apache-2.0
#include "checker/vpn.h"

#include <algorithm>

namespace inland::checker {

namespace {

using topology::DirectConnectAssociation;

bool serves(const topology::Attribute<topology::Reference<topology::VpnGateway>>& reference,
            const topology::VpnGateway& gateway) {
    return reference.is_known() && reference.value().key == gateway.key;
}

/// What is known of a gateway's connections so far.
struct Known {
    Learned learned;
    bool is_connected = false;
};

/// One that is down is known to bring nothing.
void add(Known& known, const topology::VpnConnection& connection) {
    const auto state = connection.state.value_or_default("available").value_or("");
    known.is_connected = known.is_connected || state == "down" || state == "available";
    if (state != "available")
        return;
    const bool fixed = connection.static_routes_only.value_or_default(false) == true;
    const auto& blocks = fixed ? connection.static_routes : connection.advertised_routes;
    if (blocks.is_unknown() || (!fixed && blocks.is_absent()))
        known.learned.is_all = false;
    if (blocks.is_known())
        std::ranges::copy(blocks.value(), std::back_inserter(known.learned.blocks));
}

/// Whether the client's side is told of all that the VPC has.
bool announces(const DirectConnectAssociation& association, const topology::Vpc* vpc) {
    if (vpc == nullptr || !vpc->cidr_block.is_known() || vpc->secondary_cidr_blocks.is_unknown())
        return false;
    const auto holds = [&](const Ipv4Prefix& block) {
        return is_announced(association, {block.first(), block.last()});
    };
    return holds(vpc->cidr_block.value()) &&
           (vpc->secondary_cidr_blocks.is_absent() ||
            std::ranges::all_of(vpc->secondary_cidr_blocks.value(), holds));
}

void add(Known& known, const DirectConnectAssociation& association, const topology::Vpc* vpc) {
    const auto state = association.state.value_or_default("associated").value_or("");
    if (state != "associated" && state != "updating")
        return;
    known.is_connected = true;
    if (association.advertised_routes.is_known() && announces(association, vpc))
        std::ranges::copy(association.advertised_routes.value(),
                          std::back_inserter(known.learned.blocks));
    else
        known.learned.is_all = false;
}

}  // namespace

bool is_announced(const DirectConnectAssociation& association, const Addresses& own) {
    return association.allowed_prefixes.is_known() &&
           std::ranges::any_of(association.allowed_prefixes.value(), [&](const Ipv4Prefix& prefix) {
               return Addresses{prefix.first(), prefix.last()}.contains(own);
           });
}

Learned learned_by(const World& world, const topology::VpnGateway& gateway) {
    Known known;
    for (const auto& [key, connection] : world.topology.all<topology::VpnConnection>())
        if (serves(connection.vpn_gateway, gateway))
            add(known, connection);
    for (const auto& [key, association] : world.topology.all<DirectConnectAssociation>()) {
        if (serves(association.vpn_gateway, gateway))
            add(known, association, world.topology.find(gateway.vpc));
        known.learned.is_all = known.learned.is_all && !association.vpn_gateway.is_unknown();
    }
    known.learned.is_all = known.learned.is_all && known.is_connected;
    return known.learned;
}

const topology::VpnGateway* vpn_gateway_of(const World& world, const topology::Vpc& vpc) {
    for (const auto& [key, gateway] : world.topology.all<topology::VpnGateway>())
        if (gateway.vpc.is_known() && gateway.vpc.value().key == vpc.key)
            return &gateway;
    return nullptr;
}

}  // namespace inland::checker
