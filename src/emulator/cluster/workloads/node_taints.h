// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/cluster/api/objects.h"

namespace inland::emulator::cluster {

/// Cordoned nodes bear the taint node.kubernetes.io/unschedulable, others do not: the node
/// lifecycle controller's part of `kubectl cordon`.
void taint_unschedulable_nodes(Objects& objects);

}  // namespace inland::emulator::cluster
