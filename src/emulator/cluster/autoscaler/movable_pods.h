// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/cluster/autoscaler/scale_down.h"

#include <optional>
#include <string>
#include <vector>

namespace inland::emulator::autoscaler {

/// Whether its DaemonSet, and nobody else, decides where the pod is.
bool is_of_daemon_set(const json::object& pod);

/// Why a pod keeps its node from going, in the autoscaler's words (simulator/drainability/rules);
/// nothing where it may move.
std::optional<std::string> why_unmovable(const ScaleDownQuestion& question,
                                         const json::object& pod);

/// The same of budgets that do not let all of these pods go at once.
std::optional<std::string> over_budget(const ScaleDownQuestion& question,
                                       const std::vector<const json::object*>& pods);

}  // namespace inland::emulator::autoscaler
