// SPDX-License-Identifier: Apache-2.0
#include "emulator/emulated_clock.h"

#include <cmath>
#include <cstdlib>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

constexpr double fastest = 1e6;

}  // namespace

Result<Speed> Speed::parse(std::string_view text) {
    if (text == "instant")
        return Speed{.factor = 1, .instant = true};
    const std::string copy(text);
    char* end = nullptr;
    const double factor = std::strtod(copy.c_str(), &end);
    if (copy.empty() || *end != '\0' || !std::isfinite(factor) || factor <= 0 || factor > fastest)
        return failure(ErrorKind::InvalidInput,
                       fmt::format("the speed '{}' is neither \"instant\" nor a number above 0 and "
                                   "up to {:.0f}",
                                   text, fastest));
    return Speed{.factor = factor};
}

std::string Speed::text() const {
    return instant ? "instant" : fmt::format("{}", factor);
}

EmulatedClock::EmulatedClock(TimePoint start, Speed speed, Wall wall)
    : speed_(speed), wall_(std::move(wall)), wall_start_(wall_()), start_(start) {}

TimePoint EmulatedClock::now() const {
    const std::chrono::duration<double, std::milli> passed = wall_() - wall_start_;
    return start_ + Duration(std::llround(passed.count() * speed_.factor)) + Duration(jumped_);
}

bool EmulatedClock::wait_until(TimePoint until, std::stop_token stop) {
    constexpr std::chrono::milliseconds longest_nap{50};
    while (!stop.stop_requested()) {
        const auto left = wall_delay(until);
        if (left.count() == 0)
            return true;
        std::this_thread::sleep_for(std::min(left, longest_nap));
    }
    return false;
}

void EmulatedClock::jump_to(TimePoint to) {
    const auto distance = (to - now()).count();
    if (distance > 0)
        jumped_ += distance;
}

std::chrono::milliseconds EmulatedClock::wall_delay(TimePoint until) const {
    const auto left = (until - now()).count();
    if (left <= 0)
        return std::chrono::milliseconds(0);
    return std::chrono::milliseconds(
        static_cast<std::int64_t>(std::ceil(static_cast<double>(left) / speed_.factor)));
}

}  // namespace inland::emulator
