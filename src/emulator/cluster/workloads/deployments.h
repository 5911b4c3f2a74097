// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/cluster/api/objects.h"

namespace inland::emulator::cluster {

/// Gives every Deployment the ReplicaSet of its template and every ReplicaSet its pods, and both
/// their status. A new template replaces the old one's pods at once.
void reconcile_deployments(Objects& objects);

}  // namespace inland::emulator::cluster
