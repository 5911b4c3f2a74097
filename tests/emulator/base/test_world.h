// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "emulator/world.h"
#include "knowledge/tables.h"

namespace inland::emulator {

/// A World whose time a test moves, over tables without rows.
struct TestWorld {
    knowledge::Tables tables;
    ManualClock clock;
    World world{tables, clock};
};

}  // namespace inland::emulator
