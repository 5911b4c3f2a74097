// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "emulator/service.h"

#include <string>
#include <vector>

namespace inland::emulator {

/// The rules (documents without ids) that the IpPermissions of a call, or its flat members, stand
/// for: one per source. Protocols and CIDR blocks are in EC2's canonical form, referenced groups
/// exist. Errors in EC2's words.
Result<std::vector<json::object>> rules_of(const Call& call, bool egress);
/// The rule of one SecurityGroupRuleRequest (ModifySecurityGroupRules).
Result<json::object> rule_of_request(const Call& call, const json::object& request);

/// Whether two rules admit the same, whatever their ids, descriptions and tags.
bool same_rule(const json::object& left, const json::object& right);
/// "peer: 10.0.0.0/16, TCP, from port: 443, to port: 443, ALLOW": as errors name a rule.
std::string rule_text(const json::object& rule);

}  // namespace inland::emulator
