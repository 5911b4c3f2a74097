// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/verdict.h"

#include <cstdint>

namespace inland::prove {

/// Ordered pairs by what becomes of their connections.
struct ReachCounts {
    std::uint64_t holds = 0, unknown = 0, fails = 0;

    [[nodiscard]] std::uint64_t all() const { return holds + unknown + fails; }
    void add(Outcome outcome, std::uint64_t pairs = 1) {
        (outcome == Outcome::Holds     ? holds
         : outcome == Outcome::Unknown ? unknown
                                       : fails) += pairs;
    }
    ReachCounts& operator+=(const ReachCounts& other) {
        holds += other.holds;
        unknown += other.unknown;
        fails += other.fails;
        return *this;
    }
    bool operator==(const ReachCounts&) const = default;
};

}  // namespace inland::prove
