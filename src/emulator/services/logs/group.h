// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "emulator/service.h"

#include <string>

namespace inland::emulator {

/// Makes a log group; false when it is there already.
bool make_log_group(World& world, const Scope& scope, const std::string& name, json::object tags);

/// The group that a call names (logGroupName, or a name or ARN in logGroupIdentifier).
Result<RecordKey> find_log_group(const Call& call);
/// A page by limit and nextToken.
Result<json::object> logs_page(const Call& call, std::string_view list, json::array items,
                               std::int64_t greatest);
/// Takes a deleted group's streams away (stream.cpp).
void erase_log_streams(World& world, const RecordKey& group);

}  // namespace inland::emulator
