// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdlib>

namespace inland::testing {

/// How often tests of killed runs kill: as often as INLAND_KILLS says, else a few times.
inline int kills_to_try() {
    constexpr int few = 3;
    const char* wanted = std::getenv("INLAND_KILLS");
    return wanted != nullptr ? std::atoi(wanted) : few;
}

}  // namespace inland::testing
