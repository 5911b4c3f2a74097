// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "deploy/plan.h"
#include "deploy/references.h"
#include "deploy/step.h"
#include "topology/topology.h"

#include <string_view>
#include <vector>

namespace inland::deploy {

/// On a cluster whose nodes live: `later` waits for `earlier`, so that the new way to AWS and to
/// the Kubernetes API stands before the old one goes. `why` is for the user; "" where it goes
/// without saying.
struct Transition {
    Name later;
    Phase later_phase;
    Name earlier;
    Phase earlier_phase;
    std::string_view why;
};

/// What ordering.h's rules cannot tell, because it lies between the two topologies: which changes
/// open ways and which close them. Pure.
std::vector<Transition> transitions(const std::vector<Change>& changes,
                                    const topology::Topology& desired,
                                    const topology::Topology& observed);

/// Puts the changes into the order that the transitions ask for, as far as it was another, and says
/// in each change that waits why it does.
void order_by_transitions(std::vector<Change>& changes, const std::vector<Transition>& order);

}  // namespace inland::deploy
