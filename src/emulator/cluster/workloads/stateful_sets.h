// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/cluster/api/objects.h"

namespace inland::emulator::cluster {

/// StatefulSets have pods "NAME-0", "NAME-1", … with claims of their own, made in that order, each
/// when those before it are ready; a new template replaces them from the last one down to the
/// partition, one at a time.
void reconcile_stateful_sets(Objects& objects);

}  // namespace inland::emulator::cluster
