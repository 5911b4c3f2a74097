// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/cluster/api/objects.h"

namespace inland::emulator::autoscaler {

/// The pod's containers have ended with an error, and the kubelet waits before it starts them
/// again.
void crash(cluster::Objects& objects, const json::object& pod);

/// The pod runs again, if it had crashed.
void end_crash(cluster::Objects& objects, const json::object& pod);

}  // namespace inland::emulator::autoscaler
