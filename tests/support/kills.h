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

/// `images stage` and `load` copy so many blobs at a time (--parallelism).
inline constexpr int uploads_at_once = 10;

}  // namespace inland::testing
