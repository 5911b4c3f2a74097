// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

namespace inland {

using TimePoint = std::chrono::time_point<std::chrono::system_clock, std::chrono::milliseconds>;
using Duration = std::chrono::milliseconds;

/// Everything that waits asks one of these, so that tests never do. Safe for all threads.
class Clock {
  public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual TimePoint now() const = 0;
    /// Returns at `until`, or early (false) when stop is requested.
    virtual bool wait_until(TimePoint until, std::stop_token stop) = 0;
    bool wait_for(Duration duration, std::stop_token stop) {
        return wait_until(now() + duration, std::move(stop));
    }
};

/// The machine's clock, or from its making on one that runs `speed` times as fast (60: a minute in
/// a second): Inland waits so for an embedded AWS that has announced its speed.
class SystemClock final : public Clock {
  public:
    explicit SystemClock(double speed = 1);
    [[nodiscard]] TimePoint now() const override;
    bool wait_until(TimePoint until, std::stop_token stop) override;

  private:
    double speed_;
    TimePoint start_;
};

/// A clock that a test moves: waiting advances it at once.
class ManualClock final : public Clock {
  public:
    explicit ManualClock(TimePoint start = TimePoint{std::chrono::hours(24 * 365 * 50)})
        : now_(start) {}
    [[nodiscard]] TimePoint now() const override;
    bool wait_until(TimePoint until, std::stop_token stop) override;
    void advance(Duration duration);

  private:
    mutable std::mutex mutex_;
    TimePoint now_;
};

/// "2026-11-22T21:07:59Z" and "20261122T210759Z" (SigV4's form), both UTC.
std::string iso8601(TimePoint time);
std::string iso8601_basic(TimePoint time);
/// Parses "YYYY-MM-DDTHH:MM:SS[.fff]Z"; nothing when it is not of that form.
std::optional<TimePoint> parse_iso8601(std::string_view text);

}  // namespace inland
