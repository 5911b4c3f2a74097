// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/cluster/autoscaler/pod_calls.h"
#include "emulator/cluster/autoscaler/scale_up.h"
#include "emulator/cluster/autoscaler/settings.h"

#include <map>
#include <string>
#include <vector>

namespace inland::emulator::autoscaler {

/// The Auto Scaling groups of a cluster as its autoscaler sees them through AWS.
struct SeenGroups {
    std::vector<ScaledGroup> groups;
    std::map<std::string, std::string> group_of_instance;  ///< instance id → group's name
    std::vector<std::string> complaints;  ///< what it could not learn of them, for its log
};

/// Asks AWS for the groups with the tags that the settings name, and what a machine of each would
/// be: as one that is there already, else as the group's tags and instance type, and EKS of managed
/// node groups, say. Fails as the call does by which they are found.
Result<SeenGroups> see_groups(const NetworkCaller& caller, const cluster::Objects& objects,
                              const Settings& settings);

}  // namespace inland::emulator::autoscaler
