// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/machine/join_step.h"

namespace inland::emulator::machine {

/// The agent reads the user data. What it takes from it is noted on the record; a fault that stops
/// the join (prove/joins/user_data_judgement.h) stops it here, in the words of whoever says them. A
/// DNS address that is not the cluster's stops nobody: the detail tells of it.
StepResult read_user_data(World& world, const RecordKey& instance);

/// Bottlerocket that is not told the DNS address, where EKS cannot be asked for it.
bool waits_for_eks(World& world, const RecordKey& instance);

}  // namespace inland::emulator::machine
