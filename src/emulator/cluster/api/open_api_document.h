// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "emulator/cluster/api/resource_types.h"

#include <string_view>
#include <vector>

namespace inland::emulator::cluster {

/// The OpenAPI v3 document of the types of one group and version ("apps/v1").
json::object open_api_of_group(const std::vector<const ResourceType*>& types,
                               std::string_view group_version);
/// The OpenAPI v2 document of all types.
json::object open_api_of_all(const std::vector<const ResourceType*>& types);

}  // namespace inland::emulator::cluster
