// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/world.h"
#include "knowledge/tables.h"

#include <span>
#include <string>
#include <string_view>

/// What a machine prints on its serial console: "_console" of the instance's record, which
/// GetConsoleOutput answers with.
namespace inland::emulator::machine {

/// The firmware's and the kernel's first lines.
void start_console(World& world, const RecordKey& instance);
/// Appends lines with the seconds since boot before them, as the kernel does; what the texts'
/// {placeholders} stand for is filled in. The oldest lines go when there is more than AWS keeps.
void print(World& world, const RecordKey& instance, std::span<const std::string> lines,
           const knowledge::Placeholders& values);

}  // namespace inland::emulator::machine
