// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "topology/topology.h"

namespace inland::render {

/// {"schema": "inland.dev/topology/v1", "resources": [{"resource": "subnet/private-a", "type",
/// "name", "id", "why", "tags", "fields": {…}}]}. Absent fields are left out, unknown ones are
/// {"unknown": true}.
json::value topology_json(const topology::Topology& topology);

}  // namespace inland::render
