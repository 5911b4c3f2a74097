// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "emulator/world.h"

#include <string>
#include <string_view>

/// The "inland:machine" documents (boot.h): how far each machine's boot has come.
namespace inland::emulator::machine {

namespace state {
inline constexpr std::string_view booting = "booting";
inline constexpr std::string_view joined = "joined";
inline constexpr std::string_view failed = "failed";
inline constexpr std::string_view terminated = "terminated";
}  // namespace state

namespace step_state {
inline constexpr std::string_view running = "running";
inline constexpr std::string_view done = "done";
inline constexpr std::string_view retrying = "retrying";
inline constexpr std::string_view failed = "failed";
}  // namespace step_state

RecordKey record_key(const RecordKey& instance);
/// A new document for a machine that boots.
void begin_record(World& world, const RecordKey& instance);
std::string state_of(const World& world, const RecordKey& instance);
void set_state(World& world, const RecordKey& instance, std::string_view state);
/// Adds the step of that flow, or says anew how it is.
void set_step(World& world, const RecordKey& instance, std::string_view flow,
              std::string_view state, std::string_view detail);

}  // namespace inland::emulator::machine
