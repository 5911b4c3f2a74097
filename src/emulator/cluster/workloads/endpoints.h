// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/cluster/api/objects.h"

namespace inland::emulator::cluster {

/// Keeps an EndpointSlice of each Service's ready pods.
void reconcile_endpoints(Objects& objects);

}  // namespace inland::emulator::cluster
