// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/cluster/autoscaler/acting.h"
#include "emulator/cluster/autoscaler/groups.h"
#include "emulator/cluster/autoscaler/scale_down.h"

#include <optional>
#include <vector>

namespace inland::emulator::autoscaler {

/// Looks for nodes that nobody needs, and removes those that nobody has needed for long: all that
/// are empty and one that is not. Their groups' targets shrink with them.
std::vector<UnneededNode> shrink(const Acting& acting, SeenGroups& seen);

/// When the first of them will have been unneeded for long enough, if its group may shrink.
std::optional<TimePoint> next_removal(const Acting& acting, const SeenGroups& seen,
                                      const std::vector<UnneededNode>& unneeded);

/// Machines that have been asked for and never became nodes are given back after a while, and their
/// groups left alone for some time.
void give_back_unregistered(const Acting& acting, SeenGroups& seen);
/// When the first of them is given back.
std::optional<TimePoint> next_give_back(const Acting& acting, const SeenGroups& seen);

}  // namespace inland::emulator::autoscaler
