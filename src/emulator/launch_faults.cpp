// SPDX-License-Identifier: Apache-2.0
#include "emulator/launch_faults.h"

namespace inland::emulator {

std::optional<Error> capacity_fault(World& world) {
    auto* faults = world.part<LaunchFaults>().faults;
    return faults == nullptr ? std::nullopt : faults->strike_launch();
}

bool boot_fault(World& world) {
    auto* faults = world.part<LaunchFaults>().faults;
    return faults != nullptr && faults->strike_boot();
}

}  // namespace inland::emulator
