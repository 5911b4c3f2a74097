// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "emulator/service.h"

#include <string>
#include <string_view>

/// What the calls of Auto Scaling share.
namespace inland::emulator {

std::unexpected<Error> scaling_error(std::string message);
RecordKey scaling_group_key(const Call& call, std::string_view name);
/// The group that AutoScalingGroupName names.
Result<RecordKey> find_scaling_group(const Call& call);
/// The instance of a group that InstanceId names.
Result<RecordKey> find_member(const Call& call, std::string_view id);
/// One page of a list, by MaxRecords and NextToken.
Result<json::object> scaling_page(const Call& call, std::string_view list, json::array items);

}  // namespace inland::emulator
