// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "emulator/world.h"

#include <optional>
#include <string_view>

namespace inland::emulator::cluster {

/// What clients read to find out what the API serves: "/version", "/api", "/apis", "/api/v1",
/// "/apis/GROUP" and "/apis/GROUP/VERSION". Nothing for other paths.
std::optional<json::object> discovery_document(World& world, const RecordKey& cluster,
                                               std::string_view path);

}  // namespace inland::emulator::cluster
