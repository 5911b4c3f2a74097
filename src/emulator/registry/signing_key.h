// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace inland::emulator {
class World;
}

namespace inland::emulator::registry {

/// The secret by which this emulator knows its own registry tokens and layer URLs again, also after
/// a restart on the same state; made at its first use.
std::string signing_key(World& world);

}  // namespace inland::emulator::registry
