// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "deploy/network_record.h"
#include "topology/topology.h"

#include <string>
#include <vector>

namespace inland::deploy {

/// What a run is to make: the design, and what it changes in a network that is not ours.
struct Goal {
    topology::Topology topology;
    std::vector<topology::NetworkEdit> edits;
    std::string vpc;  ///< of a given network, "" without one
};

/// The goal as a plan compares it: what is not ours in it is as it was observed, but for the edits
/// wanted; those that `record` tells of and nothing wants any more are taken back. Nobody else's
/// changes of that network are ever undone so. Pure.
topology::Topology settled(const Goal& goal, const NetworkRecord& record,
                           const topology::Topology& observed);

/// What is to be remembered before the goal is carried out: edits made and those about to be made.
NetworkRecord record_before(const Goal& goal, const NetworkRecord& record);

}  // namespace inland::deploy
