// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/cluster/autoscaler/acting.h"
#include "emulator/cluster/autoscaler/groups.h"

#include <vector>

namespace inland::emulator::autoscaler {

/// Pods that no node takes and that matter enough for new machines. Copies, because acting changes
/// the objects.
std::vector<json::object> unschedulable_pods(const cluster::Objects& objects);

enum class Growth { None, Asked };

/// Has the group that helps these pods best grow, and tells each pod what becomes of it.
Growth grow_for(const Acting& acting, const std::vector<ScaledGroup>& groups,
                const std::vector<json::object>& pods);

}  // namespace inland::emulator::autoscaler
