// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "emulator/service.h"

#include <string>
#include <string_view>
#include <vector>

/// The actions of listeners and rules.
namespace inland::emulator::balancing {

/// The ARNs of the target groups that a list of actions forwards to.
std::vector<std::string> target_groups_of(const json::array& actions);

/// The actions in AWS's full form (redirects and forwards with what they leave out), checked
/// against the listener's Protocol and its load balancer: types, target groups of a protocol that
/// fits, in its VPC and of no other load balancer.
Result<json::array> complete_actions(const Call& call, const json::object& listener,
                                     const json::array& actions);

/// The load balancers that forward to a target group, by its listeners and their rules.
std::vector<std::string> balancers_of(const World& world, const Scope& scope,
                                      std::string_view target_group_arn);

}  // namespace inland::emulator::balancing
