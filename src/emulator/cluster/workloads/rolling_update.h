// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"

#include <cstdint>
#include <vector>

namespace inland::emulator::cluster {

/// One ReplicaSet in a rollout.
struct SetScale {
    std::int64_t wanted = 0;     ///< spec.replicas
    std::int64_t available = 0;  ///< status.availableReplicas
};

/// What a rollout does next: the current set's replicas and those of the old ones, oldest first.
struct RolloutStep {
    std::int64_t current = 0;
    std::vector<std::int64_t> old;
};

/// The next step of a Deployment's strategy (spec.strategy, spec.replicas), as the deployment
/// controller takes it: up within maxSurge, down as far as maxUnavailable admits, those that do not
/// run first. Pure.
RolloutStep next_step(const json::object& deployment, SetScale current,
                      const std::vector<SetScale>& old);

}  // namespace inland::emulator::cluster
