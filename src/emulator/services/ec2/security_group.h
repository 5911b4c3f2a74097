// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "emulator/service.h"

#include <string>
#include <string_view>
#include <vector>

namespace inland::emulator {

struct NewSecurityGroup {
    std::string vpc_id;
    std::string name;
    std::string description;
    json::array tags;
};

/// Makes a group that lets everything out, as AWS does. Its id.
std::string make_security_group(World& world, const Scope& scope, const NewSecurityGroup& spec);
/// The group "default" that a VPC is made with: besides, everything in from itself.
std::string make_default_security_group(World& world, const Scope& scope, std::string_view vpc_id);
std::string default_security_group_of(const World& world, const Scope& scope,
                                      std::string_view vpc_id);
/// The same for a call that names no group; a participant of a shared VPC has none there.
Result<std::string> default_group_for(const Call& call, std::string_view vpc_id);

/// One rule as its record has it; members of `source`: CidrIpv4, CidrIpv6, PrefixListId or
/// ReferencedGroupInfo. Its id.
std::string add_rule(World& world, const Scope& scope, std::string_view group_id,
                     json::object rule);
/// A rule's document for all traffic with a group.
json::object all_traffic_with(const Scope& scope, std::string_view group_id, bool egress);

void erase_rules_of(World& world, const Scope& scope, std::string_view group_id);
/// Rules of other groups that name this one.
bool is_referenced(const World& world, const Scope& scope, std::string_view group_id);

/// {"GroupId", "GroupName"} of each.
json::array group_identifiers(const World& world, const Scope& scope,
                              const std::vector<std::string>& group_ids);

/// Fills in IpPermissions and IpPermissionsEgress from the rules' records.
void show_security_group(const World& world, const Scope& scope, json::object& group);

}  // namespace inland::emulator
