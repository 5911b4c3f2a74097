// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/cluster/api/objects.h"

namespace inland::emulator::cluster {

/// Makes, changes and deletes the workloads of the cluster's add-ons (kube-system) after its
/// "eks:addon" records, and what new clusters get without asking for it
/// (bootstrapSelfManagedAddons). Workloads that nobody asked for this way are left alone.
void apply_addons(Objects objects);

/// Tells EKS how the pods of each add-on are (addon_events.h).
void report_addons(const Objects& objects);

}  // namespace inland::emulator::cluster
