// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/error.h"
#include "emulator/store.h"

#include <string_view>

namespace inland::emulator {

class World;

/// What a machine's boot tells EKS. `instance` names a record of kind "ec2:instance"; instances
/// that belong to no managed node group are noted as joined and nothing else. I/O thread only.
void machine_joined(World& world, const RecordKey& instance);
/// The machine gave up, or will never get further: `reason` is the boot step's own words. The node
/// group fails only after its time is over (EKS User Guide, troubleshooting: 15 minutes).
void machine_failed(World& world, const RecordKey& instance, std::string_view reason);

/// An Auto Scaling group could not launch a machine; of a managed group it is a health issue.
void launch_failed(World& world, const RecordKey& scaling_group, const Error& error);

/// Somebody told an Auto Scaling group how many machines to have; a managed group's size follows.
void capacity_changed(World& world, const RecordKey& scaling_group);

}  // namespace inland::emulator
