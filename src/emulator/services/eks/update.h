// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"
#include "emulator/service.h"

#include <string>
#include <string_view>

namespace inland::emulator {

/// What an update is about, for DescribeUpdate: {"type", "value"} rows.
struct NewUpdate {
    std::string type;  ///< "VersionUpdate"
    json::array parameters;
    std::string target;  ///< "nodegroup/NAME", "addon/NAME" or "" for the cluster itself
    Duration takes{};
    json::object change;  ///< members to merge into the target's record when it is over
};

/// Begins an update of a record whose status is ACTIVE: UPDATING now; the change made, ACTIVE and
/// Successful when it is over. The update's document.
json::object begin_update(World& world, const RecordKey& target, const std::string& cluster,
                          const NewUpdate& update);
json::object update_parameter(std::string_view type, std::string value);

/// The same for an update whose end is not a matter of time alone: whoever carries it out closes
/// it, by the payload that it is given here.
struct OpenUpdate {
    json::object document;
    json::object payload;  ///< of close_update() and fail_update()
};
OpenUpdate open_update(World& world, const RecordKey& target, const std::string& cluster,
                       const NewUpdate& update);
void close_update(World& world, const json::object& payload);
/// The target stays as it was; `error` is DescribeUpdate's {"errorCode", "errorMessage",
/// "resourceIds"}.
void fail_update(World& world, const json::object& payload, json::object error);

}  // namespace inland::emulator
