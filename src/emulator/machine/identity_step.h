// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/machine/join_step.h"

namespace inland::emulator::machine {

/// The result of a step that signs with the instance profile's role: without one it fails.
StepResult needs_role(World& world, const RecordKey& instance, StepResult proven);

/// The cluster accepts the node: by the access entry that `proven` asked for, or by aws-auth; under
/// the name that the kubelet registers with, which has to be the one that its user name holds.
StepResult judge_identity(World& world, const RecordKey& instance, StepResult proven);

}  // namespace inland::emulator::machine
