// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"

#include <cstdint>
#include <deque>
#include <optional>
#include <string>

namespace inland::oci {

/// How far bytes have come, how fast they went lately, and how long the rest takes so. One thread
/// at a time.
class TransferMeter {
  public:
    void need(std::int64_t bytes) { needed_ += bytes; }
    void move(std::uint64_t bytes, TimePoint now);

    [[nodiscard]] std::uint64_t moved() const { return moved_; }
    /// Never less than what has moved.
    [[nodiscard]] std::uint64_t needed() const;
    /// Bytes a second, over the last ten.
    [[nodiscard]] double rate(TimePoint now) const;
    /// Nothing while there is no rate to tell it by.
    [[nodiscard]] std::optional<Duration> left(TimePoint now) const;

  private:
    struct Sample {
        TimePoint at;
        std::uint64_t moved;
    };

    std::int64_t needed_ = 0;
    std::uint64_t moved_ = 0;
    std::deque<Sample> samples_;  ///< at most a few a second
};

/// "1.5 GiB", "312 bytes".
std::string byte_text(double bytes);

}  // namespace inland::oci
