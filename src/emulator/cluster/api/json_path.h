// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"

#include <string_view>

namespace inland::emulator::cluster {

/// The value at a JSONPath as definitions' columns use it:
/// ".status.conditions[?(@.type==\"Ready\")] .status", ".spec.ports[0]", ".metadata.labels['app']",
/// ".metadata.annotations.example\.com/a". The first match, or nullptr; also for a path that is
/// none of these.
const json::value* at_json_path(const json::value& value, std::string_view path);

}  // namespace inland::emulator::cluster
