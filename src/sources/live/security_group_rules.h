// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "topology/security_group.h"

#include <string_view>
#include <vector>

namespace inland::sources::live {

/// The rules of a group that EC2 described, one per peer, sorted; `list` is "IpPermissions" or
/// "IpPermissionsEgress". Groups are named by AWS's ids.
std::vector<topology::SecurityGroupRule> rules_of(const json::value& document,
                                                  std::string_view list);

}  // namespace inland::sources::live
