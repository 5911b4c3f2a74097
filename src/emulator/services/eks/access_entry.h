// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/service.h"

#include <string>
#include <string_view>

namespace inland::emulator {

/// The principal that made a cluster becomes its administrator.
void admit_creator(const Call& call, const std::string& cluster);
/// The entry of type EC2_LINUX that EKS makes for a managed group's role; safe to repeat.
void admit_node_role(World& world, const Scope& scope, const std::string& cluster,
                     std::string_view role_arn);

}  // namespace inland::emulator
