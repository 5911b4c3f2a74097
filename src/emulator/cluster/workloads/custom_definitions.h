// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "emulator/cluster/api/objects.h"

namespace inland::emulator::cluster {

/// A new CustomResourceDefinition: its names are accepted and it is established at once, so that
/// what it describes is served from now on.
void start_definition(Objects& objects, json::object& definition);

}  // namespace inland::emulator::cluster
