// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"

namespace inland::emulator::cluster {

/// The "scale" subresource (autoscaling/v1 Scale) of a Deployment, ReplicaSet or StatefulSet.
json::object scale_of(const json::object& workload);
/// The workload with the number of replicas that a Scale asks for.
json::object scaled(json::object workload, const json::object& scale);

}  // namespace inland::emulator::cluster
