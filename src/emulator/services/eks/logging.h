// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "emulator/store.h"

namespace inland::emulator {

class World;

/// {"clusterLogging": [...]} with every type of control plane log, on or off.
json::object cluster_logging(const json::object& asked);
/// EKS makes "/aws/eks/NAME/cluster" when a type is on and the group is not there.
void ensure_log_group(World& world, const RecordKey& cluster);

}  // namespace inland::emulator
