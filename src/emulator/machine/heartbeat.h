// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/store.h"

#include <vector>

namespace inland::emulator {

class Scheduler;
class World;

/// Kubelets of joined machines go on posting their Nodes' status as long as they reach the
/// Kubernetes API. They are asked after whenever something changed that the network consists of: a
/// Node whose machine lost the API turns NotReady after Kubernetes' grace period, and Ready again
/// when the way is back. `changes` are those of one turn of the loop.
void look_after_nodes(World& world, const std::vector<Change>& changes);

void register_heartbeat_events(Scheduler& scheduler);

}  // namespace inland::emulator
