// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "emulator/cluster/api/objects.h"

namespace inland::emulator::cluster {

/// The ClusterRoles for people that every cluster has: cluster-admin, and admin, edit and view,
/// which are aggregated from what carries their labels (Kubernetes: "User-facing roles").
void make_default_roles(Objects& objects);

}  // namespace inland::emulator::cluster
