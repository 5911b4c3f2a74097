// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/verdict.h"

#include <string>

namespace inland::prove {

/// What policies do to somebody's calls.
struct PolicyJudgement {
    Outcome outcome = Outcome::Holds;
    std::string detail;  ///< what is refused, or which fact is missing
};

/// The worse of two; of two alike the first.
inline PolicyJudgement worse(PolicyJudgement one, PolicyJudgement other) {
    return other.outcome > one.outcome ? std::move(other) : std::move(one);
}

}  // namespace inland::prove
