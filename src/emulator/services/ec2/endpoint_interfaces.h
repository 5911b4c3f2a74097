// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "emulator/service.h"

#include <string>
#include <vector>

/// The interfaces of an interface endpoint: one in each of its subnets, made by AWS for the owner.
namespace inland::emulator {

/// One subnet of a zone, and a free address in each (PrivateLink Guide).
Result<void> check_endpoint_subnets(const Call& call, const std::vector<std::string>& subnets);
/// Makes one in each subnet and notes it in the endpoint's document; all or none.
Result<void> add_endpoint_interfaces(const Call& call, json::object& endpoint,
                                     const std::vector<std::string>& subnets);
void remove_endpoint_interfaces(const Call& call, json::object& endpoint,
                                const std::vector<std::string>& subnets);
/// Add- and RemoveSecurityGroupIds of a Modify call, on the endpoint and its interfaces.
void change_endpoint_groups(const Call& call, json::object& endpoint);

/// The names that the endpoint can be called by: its own, the zones', and the private ones.
json::array endpoint_dns_entries(const World& world, const Scope& scope,
                                 const json::object& endpoint);

}  // namespace inland::emulator
