// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Routing policies of record sets: what is served when several sets have a name and type
/// (Route 53 Developer Guide, choosing a routing policy).
namespace inland::emulator::route53 {

/// "Weight", "Region", …: the members that say which policy.
std::span<const std::string_view> all_routing_members();
/// Those that the set has.
std::vector<std::string_view> routing_members(const json::object& set);

/// What is wrong with the set's routing, or "".
std::string routing_problem(const json::object& set);
/// What is wrong with the routing of all sets of a name and type together, or "".
std::string mixed_routing_problem(const json::array& sets, const std::string& name,
                                  const std::string& type);

}  // namespace inland::emulator::route53
