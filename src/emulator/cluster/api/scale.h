// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "emulator/cluster/api/resource_types.h"

namespace inland::emulator::cluster {

/// The "scale" subresource (autoscaling/v1 Scale) of a Deployment, ReplicaSet or StatefulSet, and
/// of custom resources, whose definitions say where the numbers are.
json::object scale_of(const ResourceType& type, const json::object& workload);
/// The workload with the number of replicas that a Scale asks for.
json::object scaled(const ResourceType& type, json::object workload, const json::object& scale);

}  // namespace inland::emulator::cluster
