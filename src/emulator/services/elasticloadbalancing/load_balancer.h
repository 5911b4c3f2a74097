// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "emulator/service.h"

#include <string>
#include <string_view>
#include <vector>

namespace inland::emulator::balancing {

/// The security groups that the call names, in the VPC; the VPC's default group without any (an
/// Application Load Balancer has one at least).
Result<std::vector<std::string>> groups_for(const Call& call, std::string_view vpc_id);
/// ipv4, and dualstack where every subnet has an IPv6 block (none has in the emulated AWS).
Result<std::string> ip_address_type_of(const json::object& input);

/// The ARNs of a load balancer's listeners.
std::vector<std::string> listeners_of(const World& world, const Scope& scope,
                                      std::string_view load_balancer_arn);

}  // namespace inland::emulator::balancing
