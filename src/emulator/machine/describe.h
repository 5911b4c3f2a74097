// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/world.h"
#include "sources/live.h"

namespace inland::emulator {

/// Read calls to the emulated AWS itself, without the wire: each goes to the handler that would
/// answer it. Valid as long as `world`; I/O thread only.
sources::Describe describe_from(World& world, const Scope& scope);

}  // namespace inland::emulator
