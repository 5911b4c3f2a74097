// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/world.h"

/// Which cluster a machine is for.
namespace inland::emulator::machine {

/// Machines of managed groups know their cluster ("_cluster"); any other that runs an image of EKS
/// is for the one of its account and Region whose endpoint its user data tells, else whose name it
/// tells, else whose name is in a tag "kubernetes.io/cluster/NAME". A group's machine whose user
/// data says nothing is taken to be meant for the only cluster of its VPC. Notes it on the record.
void find_purpose(World& world, const RecordKey& instance);

}  // namespace inland::emulator::machine
