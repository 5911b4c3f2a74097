// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checker/certificate.h"
#include "checker/world.h"

#include <vector>

namespace inland::checker {

/// The networks to which a VPN gateway knows a way, by VPN and, where the client's side is told the
/// way back, by Direct Connect. Of one without connections nobody knows them all.
struct Learned {
    std::vector<Ipv4Prefix> blocks;
    bool is_all = true;
};
Learned learned_by(const World& world, const topology::VpnGateway& gateway);

/// Whether Direct Connect tells the client's side of these addresses.
bool is_announced(const topology::DirectConnectAssociation& association, const Addresses& own);

/// The gateway that is attached to a VPC; null: there is none.
const topology::VpnGateway* vpn_gateway_of(const World& world, const topology::Vpc& vpc);

}  // namespace inland::checker
