// SPDX-License-Identifier: Apache-2.0
#include "oci/copy/transfer_meter.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include <fmt/format.h>

namespace inland::oci {

namespace {

constexpr Duration window = std::chrono::seconds(10);
constexpr Duration between_samples = std::chrono::milliseconds(200);

}  // namespace

void TransferMeter::move(std::uint64_t bytes, TimePoint now) {
    if (samples_.empty() || now - samples_.back().at >= between_samples)
        samples_.push_back({now, moved_});
    moved_ += bytes;
    while (samples_.front().at + window < now)
        samples_.pop_front();
}

std::uint64_t TransferMeter::needed() const {
    return std::max(moved_, needed_ < 0 ? 0 : static_cast<std::uint64_t>(needed_));
}

double TransferMeter::rate(TimePoint now) const {
    const auto first = std::ranges::find_if(
        samples_, [&](const Sample& sample) { return sample.at + window >= now; });
    if (first == samples_.end() || first->at >= now)
        return 0;
    constexpr double second = 1000;
    return static_cast<double>(moved_ - first->moved) * second /
           static_cast<double>((now - first->at).count());
}

std::optional<Duration> TransferMeter::left(TimePoint now) const {
    const auto pace = rate(now);
    if (pace <= 0)
        return std::nullopt;
    constexpr double second = 1000;
    return Duration{std::llround(static_cast<double>(needed() - moved_) / pace * second)};
}

std::string byte_text(double bytes) {
    constexpr std::array<std::string_view, 5> units{"bytes", "KiB", "MiB", "GiB", "TiB"};
    constexpr double step = 1024;
    std::size_t unit = 0;
    for (; bytes >= step && unit + 1 < units.size(); ++unit)
        bytes /= step;
    return unit == 0 ? fmt::format("{:.0f} {}", bytes, units[unit])
                     : fmt::format("{:.1f} {}", bytes, units.at(unit));
}

}  // namespace inland::oci
