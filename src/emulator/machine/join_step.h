// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/world.h"
#include "knowledge/tables.h"
#include "prove/verdict.h"

#include <string>

namespace inland::emulator::machine {

/// What a step that did not work may hope for.
enum class Hope {
    TryAgain,  ///< the world may come to be as it needs it
    None,      ///< what is wrong is in the machine itself
};

/// How one step of a boot went.
struct StepResult {
    bool done = false;
    std::string detail;  ///< its symptom and every cause, when it did not; else what was reached
    knowledge::Placeholders values = {};  ///< for the console's lines: {host}, {address}, {node}, …
    Hope hope = Hope::TryAgain;
    std::string console_flow = {};  ///< of the step whose failure the console tells; "": this one's
};

/// Tries a step as the emulated world is now.
StepResult try_step(World& world, const RecordKey& instance, const knowledge::JoinStep& step);

/// How much longer than usual a step takes: the time that Bottlerocket waits for an EKS that does
/// not answer before it guesses.
Duration extra_time(World& world, const RecordKey& instance, const knowledge::JoinStep& step);

}  // namespace inland::emulator::machine
