// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"

#include <optional>
#include <string>
#include <vector>

/// What a schema says of one value, without what is in it (validation.h).
namespace inland::emulator::cluster {

/// Not of the schema's type.
std::optional<std::string> type_violation(const json::value& value, const json::object& schema,
                                          const std::string& path);
/// Not in the enum, too long, too large, not like the pattern, …
std::vector<std::string> value_violations(const json::value& value, const json::object& schema,
                                          const std::string& path);

/// A value as messages print it: text in quotes, objects and lists as JSON.
std::string printed(const json::value& value);

}  // namespace inland::emulator::cluster
