// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/store.h"

#include <string>

namespace inland::emulator {

class World;

/// What the cluster's side knows of an add-on's workload.
struct AddonPods {
    int desired = 0;
    int ready = 0;
    std::string reason;  ///< why pods are not ready: "ImagePullBackOff: ..."; "" if they are
};

/// The cluster's side tells EKS how an add-on's pods are, whenever that changes. `addon` names a
/// record of kind "eks:addon". EKS turns it into ACTIVE or DEGRADED (health issue
/// InsufficientNumberOfReplicas). While it is never called, EKS judges by the joined machines.
void addon_pods_changed(World& world, const RecordKey& addon, const AddonPods& pods);

}  // namespace inland::emulator
