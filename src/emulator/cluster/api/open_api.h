// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/store.h"
#include "emulator/world.h"
#include "http/message.h"

#include <optional>

namespace inland::emulator::cluster {

/// OpenAPI documents of what the cluster serves, custom resources included: version 3 as an index
/// ("/openapi/v3") and one document for each group and version, version 2 as one ("/openapi/v2").
/// Fields and types, without descriptions. Nothing for other paths.
std::optional<http::Response> open_api_answer(World& world, const RecordKey& cluster,
                                              const http::Request& request);

}  // namespace inland::emulator::cluster
