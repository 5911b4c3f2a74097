// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "upgrade/facts.h"
#include "upgrade/finding.h"

#include <string>
#include <vector>

namespace inland::upgrade {

/// What stands between a cluster and the version that its spec asks for.
struct Report {
    std::string cluster;
    Minor from;
    Minor to;
    Findings findings;  ///< the worst first

    /// The worst of them.
    [[nodiscard]] Standing standing() const;
};

/// The minors to go through, `current` left out; empty when there is nothing to raise.
std::vector<Minor> path_of(const Facts& facts);

/// Holds the facts against every check of this room. `more` is what others found: the proof, the
/// images. Pure.
Report readiness(const Facts& facts, Findings more);

/// "inland.dev/readiness/v1", docs/readiness.schema.json.
json::value readiness_json(const Report& report);

}  // namespace inland::upgrade
