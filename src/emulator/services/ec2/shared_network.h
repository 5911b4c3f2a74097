// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/service.h"
#include "emulator/services/ec2/resource.h"

#include <string_view>

namespace inland::emulator {

/// Whether a record that the caller sees is another account's, which shares it.
bool is_of_other_account(const Call& call, const ResourceType& type, std::string_view id);

/// UnauthorizedOperation where the call is to change what another account shares: participants may
/// use its subnets and VPC for what is theirs, and tag everything that they see.
Result<void> check_owner(const Call& call);

/// Where the caller's tags of a resource stand: with its record, or, of what another account
/// shares, in a record of the caller's own. Tags are not shared (VPC User Guide).
RecordKey tags_key(const Call& call, const ResourceType& type, std::string_view id);
/// The caller's tags of a resource that it sees.
json::array tags_seen(const Call& call, const ResourceType& type, std::string_view id);

}  // namespace inland::emulator
