// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checker/world.h"

#include <vector>

namespace inland::checker {

/// The networks to which a VPN gateway knows a way. One without open connections may have other
/// ways than VPN, so that nobody knows them all.
struct Learned {
    std::vector<Ipv4Prefix> blocks;
    bool is_all = true;
};
Learned learned_by(const World& world, const topology::VpnGateway& gateway);

/// The gateway that is attached to a VPC; null: there is none.
const topology::VpnGateway* vpn_gateway_of(const World& world, const topology::Vpc& vpc);

}  // namespace inland::checker
