// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/diagnostic.h"
#include "prove/intents/intent_flows.h"

#include <map>

namespace inland::cli {

/// Names of intents that sources do not have: mistakes only where no source has them.
class UnknownNames {
  public:
    /// What one source misses.
    void add(const Diagnostics& missed);
    /// What all of them miss.
    [[nodiscard]] Diagnostics everywhere() const;

  private:
    struct Missed {
        Diagnostic diagnostic;
        std::size_t sources = 0;
    };
    std::map<Place, Missed> missed_;
    std::size_t sources_ = 0;
};

}  // namespace inland::cli
