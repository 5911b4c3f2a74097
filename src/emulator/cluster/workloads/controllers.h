// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/cluster/api/objects.h"

namespace inland::emulator::cluster {

/// Brings a cluster to where its controllers would: DaemonSets and Deployments have their pods,
/// pods have nodes, nodes run them, Services know their endpoints. Called after whatever may change
/// any of it; changes nothing when all is as it should be.
void reconcile(Objects objects);

}  // namespace inland::emulator::cluster
