// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/cluster/api/objects.h"
#include "emulator/scheduler.h"

#include <string_view>

namespace inland::emulator::cluster {

/// Starts every pod that has a node and has not been started: its images are pulled in emulated
/// time, if the node can reach their registry, and it runs; else it waits in ErrImagePull and
/// ImagePullBackOff, in containerd's words, and is tried again later and later.
void start_new_pods(Objects& objects);

/// Tries every pod of the node again that does not run, at once: its machine knows that something
/// changed for the better.
void retry_pods(Objects& objects, std::string_view node);

void register_pod_events(Scheduler& scheduler);

}  // namespace inland::emulator::cluster
