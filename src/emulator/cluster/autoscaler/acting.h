// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/cluster/autoscaler/journal.h"
#include "emulator/cluster/autoscaler/pod_calls.h"
#include "emulator/cluster/autoscaler/reports.h"
#include "emulator/cluster/autoscaler/settings.h"

#include <chrono>

namespace inland::emulator::autoscaler {

/// What an autoscaler acts with, for the length of one turn.
struct Acting {
    cluster::Objects& objects;
    const Settings& settings;
    const NetworkCaller& caller;
    Journal& journal;
    Reports& reports;

    [[nodiscard]] TimePoint now() const { return objects.world().now(); }
};

/// How long a group that could not grow is left alone at first (clusterstate, ExponentialBackoff).
inline constexpr Duration first_back_off = std::chrono::minutes(5);

inline std::int64_t whole_seconds(Duration duration) {
    return std::chrono::duration_cast<std::chrono::seconds>(duration).count();
}

}  // namespace inland::emulator::autoscaler
