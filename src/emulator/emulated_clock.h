// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/result.h"

#include <atomic>
#include <functional>
#include <string>
#include <string_view>

namespace inland::emulator {

/// How fast emulated time runs: so many times the wall's, or in jumps from event to event whenever
/// there is nothing else to do (and between jumps as the wall's).
struct Speed {
    double factor = 1;
    bool instant = false;

    /// "60" or "instant".
    static Result<Speed> parse(std::string_view text);
    [[nodiscard]] std::string text() const;
    bool operator==(const Speed&) const = default;
};

/// The time inside the emulated AWS. It never goes back, not even over a restart: the journal keeps
/// it and gives it as `start`. Reading is safe for all threads; the I/O thread jumps.
class EmulatedClock final : public Clock {
  public:
    using Wall = std::function<std::chrono::steady_clock::time_point()>;

    EmulatedClock(TimePoint start, Speed speed, Wall wall = &std::chrono::steady_clock::now);

    [[nodiscard]] TimePoint now() const override;
    /// Sleeps as long as the wall takes until then, if no jump comes before.
    bool wait_until(TimePoint until, std::stop_token stop) override;
    /// Emulated time goes on from `to`; a time that is past changes nothing.
    void jump_to(TimePoint to);
    /// How long the wall takes until emulated `until`; zero when it is past.
    [[nodiscard]] std::chrono::milliseconds wall_delay(TimePoint until) const;
    [[nodiscard]] const Speed& speed() const { return speed_; }

  private:
    Speed speed_;
    Wall wall_;
    std::chrono::steady_clock::time_point wall_start_;
    TimePoint start_;
    std::atomic<Duration::rep> jumped_ = 0;
};

}  // namespace inland::emulator
