// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "emulator/world.h"

#include <string>
#include <string_view>

namespace inland::emulator::balancing {

/// HTTP or HTTPS: of Application Load Balancers and their target groups.
bool is_application_protocol(std::string_view protocol);

/// A listener goes away with its rules.
void erase_listener(World& world, const Scope& scope, const std::string& listener_arn);

/// The rule that holds a listener's default actions, by its ARN; "" when there is none.
std::string default_rule_of(const World& world, const Scope& scope, std::string_view listener_arn);

}  // namespace inland::emulator::balancing
