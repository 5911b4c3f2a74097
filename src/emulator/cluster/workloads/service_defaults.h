// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "emulator/cluster/api/objects.h"

namespace inland::emulator::cluster {

/// What the API server fills in for a Service: its type, its address from the cluster's block, its
/// ports' targets.
void set_service_defaults(Objects& objects, json::object& object);

}  // namespace inland::emulator::cluster
