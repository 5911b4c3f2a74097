// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/cluster/api/objects.h"

namespace inland::emulator::cluster {

/// Deployments take one step of their rollouts: the ReplicaSet of the current template grows, the
/// others shrink, as far as the strategy lets them now.
void reconcile_deployments(Objects& objects);
/// Their statuses, from what their ReplicaSets say.
void report_deployments(Objects& objects);

}  // namespace inland::emulator::cluster
