// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/difference/reachability.h"
#include "prove/verdict.h"

#include <string_view>
#include <vector>

namespace inland::prove {

/// What became of a row of the proof between two worlds.
enum class Change {
    Lost,     ///< it held, and does not any more
    Missed,   ///< it is new, and does not hold
    Gained,   ///< it holds, and did not
    Dropped,  ///< it held, and is not there any more
    Differs,  ///< it does not hold, for other causes or less surely
};

struct RowChange {
    Change change;
    std::string cluster;
    Verdict verdict;  ///< the newer; the older one of a Dropped
};

struct TalkChange {
    Talk talk;
    std::vector<PortRange> ports;
};

/// What two proofs, of an old and a new world, do not share.
struct Difference {
    std::vector<RowChange> rows;  ///< in the order of Change, then of the proofs
    std::vector<TalkChange> gained, lost;
    /// Fails: a row was lost or is missed that fails now; Unknown: only such as are unknown now.
    Outcome outcome = Outcome::Holds;
};

Difference difference(const Verdicts& older, const Verdicts& newer);
/// Adds who reaches whom now, and who does not any more.
void compare(Difference& difference, const Reachability& older, const Reachability& newer);

/// "lost", "missed", "gained", "dropped", "differs".
std::string_view change_name(Change change);

}  // namespace inland::prove
