// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/machine/observed_network.h"
#include "emulator/world.h"
#include "prove/place.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What load balancers of every kind reach from their interfaces, in the emulated network as it is
/// now: health checks, and what they hand on.
namespace inland::emulator::balancing {

/// A balancer without groups, which only Network Load Balancers can be, filters nothing itself.
enum class Filtering { Groups, None };

/// Whose interfaces send: the record that owns them.
struct Prober {
    std::string_view owner_kind;
    std::string owner_id;
    Filtering filtering = Filtering::Groups;
};

/// The interfaces as sources of packets.
std::vector<prove::Place> places_of(const World& world, const Scope& scope, const Prober& prober);

/// What keeps every interface from somebody who answers at that address and port, in one line;
/// nothing when one reaches one.
std::optional<std::string> obstacle(World& world, const Scope& scope, const Prober& prober,
                                    std::string_view address, std::uint16_t port);

}  // namespace inland::emulator::balancing
