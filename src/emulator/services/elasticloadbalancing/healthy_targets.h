// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "emulator/world.h"

#include <cstdint>
#include <string>
#include <vector>

/// The targets behind Application and Network Load Balancers, as those choose among them.
namespace inland::emulator::balancing {

struct HealthyTarget {
    std::string id;       ///< an instance's id, or the address
    std::string address;  ///< "" of an instance that is gone
    std::uint16_t port = 0;
};

struct TargetChoice {
    std::vector<HealthyTarget> healthy;
    std::vector<HealthyTarget> others;
    bool keeps_client_addresses = false;
};

/// Those of the target groups that a listener's actions, its rules' included, forward to. I/O
/// thread only.
TargetChoice targets_of_listener(World& world, const Scope& scope, const std::string& listener);
TargetChoice targets_of_actions(World& world, const Scope& scope, const json::array& actions);

/// A listener's rules by priority, the default one last.
std::vector<json::object> rules_of_listener(const World& world, const Scope& scope,
                                            const std::string& listener);

/// An instance's private address, or "".
std::string address_of_instance(const World& world, const Scope& scope, const std::string& id);

}  // namespace inland::emulator::balancing
