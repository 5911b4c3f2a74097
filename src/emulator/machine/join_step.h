// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/world.h"
#include "knowledge/tables.h"
#include "prove/verdict.h"

#include <string>

namespace inland::emulator::machine {

/// How one step of a boot went.
struct StepResult {
    bool done = false;
    std::string detail;  ///< its symptom and every cause, when it did not; else what was reached
    knowledge::Placeholders values;  ///< for the console's lines: {host}, {address}, {node}, …
};

/// Tries a step as the emulated world is now.
StepResult try_step(World& world, const RecordKey& instance, const knowledge::JoinStep& step);

}  // namespace inland::emulator::machine
