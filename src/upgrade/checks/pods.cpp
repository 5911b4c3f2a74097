// SPDX-License-Identifier: Apache-2.0
#include "upgrade/pods.h"

#include "upgrade/checks/checks.h"

#include <fmt/format.h>

namespace inland::upgrade {

/// Only warned of: who makes pods by hand may want them gone.
Findings check_pods(const Facts& facts) {
    Findings findings;
    for (const auto& pod : facts.contents.pods)
        if (is_to_be_moved(pod) && controller_kind(pod).empty())
            findings.push_back({"pods", Standing::Warns, "pod " + pod_name(pod),
                                "nothing would make it again when its node is drained",
                                "leave it to a Deployment or another controller"});
    return findings;
}

}  // namespace inland::upgrade
