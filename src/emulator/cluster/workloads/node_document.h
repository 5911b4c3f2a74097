// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "emulator/world.h"

namespace inland::emulator::cluster {

/// The Node that the kubelet of an EKS machine registers, without conditions: labels, provider,
/// capacity and what EKS's system reserves of it, addresses, versions. `instance` exists.
json::object node_document(const World& world, const RecordKey& instance);

/// What a machine of EKS's has and what it leaves to pods (nodeadm,
/// internal/kubelet/config.go; EKS User Guide, "Choose an optimal instance type").
struct Resources {
    json::object capacity, allocatable;
};
struct MachineSize {
    int vcpus = 2;
    int memory_mib = 8192;
    int max_interfaces = 3;
    int addresses_per_interface = 10;
    int disk_gib = 20;
    bool managed = true;  ///< managed node groups cap the number of pods
};
Resources resources_of(const MachineSize& size);

}  // namespace inland::emulator::cluster
