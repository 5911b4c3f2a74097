// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/world.h"

#include <set>
#include <string>
#include <string_view>

namespace inland::emulator {

/// The destinations that a VPN gateway knows beside its VPC, each once: what its VPN connections
/// with a tunnel UP bring (their static routes, or what their peers advertise), and what the client
/// advertises by Direct Connect gateways that are associated with it.
std::set<std::string> routes_behind(const World& world, const Scope& scope,
                                    std::string_view gateway);
/// The same for what stands behind an attachment of a transit gateway that is no VPC's: by BGP.
std::set<std::string> routes_behind_attachment(const World& world, const Scope& scope,
                                               const json::object& attachment);

}  // namespace inland::emulator
