// SPDX-License-Identifier: Apache-2.0
#include "oci/registry/pace.h"

#include <algorithm>
#include <cmath>

namespace inland::oci {

TimePoint Pace::take(TimePoint now) {
    const std::scoped_lock lock(mutex_);
    constexpr double second = 1000;
    if (counted_ != TimePoint{})
        tokens_ = std::min(
            burst_, tokens_ + static_cast<double>((now - counted_).count()) * refill_ / second);
    counted_ = now;
    tokens_ -= 1;
    if (tokens_ >= 0)
        return now;
    return now + Duration{std::llround(std::ceil(-tokens_ / refill_ * second))};
}

Paces::Paces(const knowledge::Tables& tables) {
    for (const auto& rate : tables.rates)
        if (rate.service == "ecr" && rate.refill > 0)
            for (const auto& operation : rate.operations)
                paces_.emplace(operation, std::make_unique<Pace>(rate.burst, rate.refill));
}

Result<void> Paces::wait(std::string_view action, Clock& clock, const std::stop_token& stop) const {
    const auto found = paces_.find(action);
    if (found == paces_.end())
        return {};
    const auto now = clock.now();
    const auto turn = found->second->take(now);
    if (turn > now && !clock.wait_until(turn, stop))
        return failure(ErrorKind::Interrupted, "interrupted");
    return {};
}

}  // namespace inland::oci
