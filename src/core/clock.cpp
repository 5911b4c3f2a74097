// SPDX-License-Identifier: Apache-2.0
#include "core/clock.h"

#include <cstdio>

#include <fmt/chrono.h>
#include <fmt/format.h>

namespace inland {

namespace {

struct CivilTime {
    std::chrono::year_month_day date;
    std::chrono::hh_mm_ss<Duration> time;
};

CivilTime civil(TimePoint time) {
    const auto day = std::chrono::floor<std::chrono::days>(time);
    return {std::chrono::year_month_day(day), std::chrono::hh_mm_ss<Duration>(time - day)};
}

std::string format_time(TimePoint time, std::string_view date_separator,
                        std::string_view time_separator) {
    const auto [date, clock] = civil(time);
    return fmt::format("{:04}{}{:02}{}{:02}T{:02}{}{:02}{}{:02}Z", static_cast<int>(date.year()),
                       date_separator, static_cast<unsigned>(date.month()), date_separator,
                       static_cast<unsigned>(date.day()), clock.hours().count(), time_separator,
                       clock.minutes().count(), time_separator, clock.seconds().count());
}

TimePoint wall_time() {
    return std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
}

}  // namespace

SystemClock::SystemClock(double speed) : speed_(speed), start_(wall_time()) {}

TimePoint SystemClock::now() const {
    const std::chrono::duration<double, std::milli> passed = wall_time() - start_;
    return start_ + std::chrono::duration_cast<Duration>(passed * speed_);
}

bool SystemClock::wait_until(TimePoint until, std::stop_token stop) {
    const auto scaled = std::chrono::duration<double, std::milli>(until - now()) / speed_;
    std::mutex mutex;
    std::condition_variable_any changed;
    std::unique_lock lock(mutex);
    changed.wait_for(lock, stop, std::chrono::duration_cast<Duration>(scaled),
                     [] { return false; });
    return !stop.stop_requested();
}

TimePoint ManualClock::now() const {
    const std::scoped_lock lock(mutex_);
    return now_;
}

bool ManualClock::wait_until(TimePoint until, std::stop_token stop) {
    const std::scoped_lock lock(mutex_);
    now_ = std::max(now_, until);
    return !stop.stop_requested();
}

void ManualClock::advance(Duration duration) {
    const std::scoped_lock lock(mutex_);
    now_ += duration;
}

std::string iso8601(TimePoint time) {
    return format_time(time, "-", ":");
}

std::string iso8601_basic(TimePoint time) {
    return format_time(time, "", "");
}

std::optional<TimePoint> parse_iso8601(std::string_view text) {
    int year = 0, hour = 0, minute = 0, second = 0;
    unsigned month = 0, day = 0;
    const std::string copy(text);
    if (std::sscanf(copy.c_str(), "%4d-%2u-%2uT%2d:%2d:%2d", &year, &month, &day, &hour, &minute,
                    &second) != 6 ||
        !text.ends_with('Z'))
        return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month),
                                           std::chrono::day(day)};
    if (!date.ok())
        return std::nullopt;
    return std::chrono::sys_days(date) + std::chrono::hours(hour) + std::chrono::minutes(minute) +
           std::chrono::seconds(second);
}

}  // namespace inland
