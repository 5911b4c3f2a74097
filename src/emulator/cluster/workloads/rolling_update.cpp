// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/workloads/rolling_update.h"

#include "emulator/cluster/workloads/amounts.h"

#include <algorithm>

namespace inland::emulator::cluster {

namespace {

struct Bounds {
    std::int64_t surge = 0, unavailable = 0;
};

Bounds bounds_of(const json::object& deployment, std::int64_t replicas) {
    const auto& rolling = find_object(deployment, "spec.strategy.rollingUpdate");
    const auto* surge = rolling.if_contains("maxSurge");
    const auto* unavailable = rolling.if_contains("maxUnavailable");
    Bounds bounds{surge == nullptr ? 0 : amount_of(*surge, replicas, Round::Up),
                  unavailable == nullptr ? 0 : amount_of(*unavailable, replicas, Round::Down)};
    if (bounds.surge == 0 && bounds.unavailable == 0)
        bounds.unavailable = 1;
    return bounds;
}

std::int64_t sum_of(const std::vector<SetScale>& sets) {
    std::int64_t sum = 0;
    for (const auto& set : sets)
        sum += set.wanted;
    return sum;
}

std::int64_t available_of(const std::vector<SetScale>& sets) {
    std::int64_t sum = 0;
    for (const auto& set : sets)
        sum += set.available;
    return sum;
}

/// Takes replicas that do not run from old sets, at most `most`.
void take_unhealthy(RolloutStep& step, const std::vector<SetScale>& old, std::int64_t most) {
    for (std::size_t i = 0; i < old.size() && most > 0; ++i) {
        const auto unhealthy = std::max<std::int64_t>(step.old[i] - old[i].available, 0);
        const auto taken = std::min(unhealthy, most);
        step.old[i] -= taken;
        most -= taken;
    }
}

void take_any(RolloutStep& step, std::int64_t most) {
    for (auto& replicas : step.old) {
        const auto taken = std::min(replicas, std::max<std::int64_t>(most, 0));
        replicas -= taken;
        most -= taken;
    }
}

RolloutStep recreate(std::int64_t replicas, const std::vector<SetScale>& old) {
    // Old pods go before the first new one is made.
    return {sum_of(old) == 0 ? replicas : 0, std::vector<std::int64_t>(old.size(), 0)};
}

}  // namespace

RolloutStep next_step(const json::object& deployment, SetScale current,
                      const std::vector<SetScale>& old) {
    const auto replicas = find_int(deployment, "spec.replicas").value_or(1);
    if (string_or_empty(deployment, "spec.strategy.type") == "Recreate")
        return recreate(replicas, old);
    const auto bounds = bounds_of(deployment, replicas);
    const auto total = current.wanted + sum_of(old);
    RolloutStep step{current.wanted, {}};
    for (const auto& set : old)
        step.old.push_back(set.wanted);
    const auto room = std::max<std::int64_t>(replicas + bounds.surge - total, 0);
    step.current = current.wanted > replicas ? replicas : std::min(replicas, current.wanted + room);
    const auto least = replicas - bounds.unavailable;
    const auto unavailable = std::max<std::int64_t>(step.current - current.available, 0);
    const auto after_up = step.current + sum_of(old);
    const auto most = after_up - least - unavailable;
    if (most <= 0)
        return step;
    take_unhealthy(step, old, most);
    take_any(step, current.available + available_of(old) - least);
    return step;
}

}  // namespace inland::emulator::cluster
