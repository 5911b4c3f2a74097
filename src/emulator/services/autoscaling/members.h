// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "emulator/world.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// The instances of Auto Scaling groups.
namespace inland::emulator {

using Members = std::vector<std::pair<std::string, const json::object*>>;

/// Every instance of the group that has not been terminated, by launch time.
Members members_of(const World& world, const RecordKey& group);

/// The group that an instance is of: its id is "" when it is of none.
RecordKey group_of(const RecordKey& instance, const json::object& document);

/// "Pending", "InService", "Terminating:Wait", …
std::string lifecycle_of(const json::object& instance);
bool is_leaving(const json::object& instance);

/// Takes an instance out of service: by the group's hook first, where it has one for it.
void remove_member(World& world, const RecordKey& instance, std::string_view cause);

}  // namespace inland::emulator
