// SPDX-License-Identifier: Apache-2.0
#include "emulator/world.h"

#include "core/crypto.h"

namespace inland::emulator {

std::string World::new_id(std::string_view prefix) {
    // 68 random bits: two alike are not to be expected in the life of the universe.
    constexpr std::size_t digits = 17;
    return std::string(prefix) + random_text(digits);
}

}  // namespace inland::emulator
