// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/json.h"
#include "emulator/store.h"

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <tuple>

namespace inland::emulator {

/// What was asked since the start, for /metrics and /_inland/history. I/O thread only. Names come
/// from clients: their number and length are bounded.
class Metrics {
  public:
    /// `code` is AWS's error code, or "" for success.
    void count_request(std::string_view service, std::string_view operation, std::string_view code,
                       TimePoint emulated_now);
    void count_unemulated(std::string_view service, std::string_view operation);

    /// Prometheus' text format 0.0.4, with the numbers of resources in the store.
    [[nodiscard]] std::string text(const Store& store) const;
    /// The last calls, oldest first: [{"service", "operation", "code", "at"}].
    [[nodiscard]] json::array history() const;

  private:
    struct Entry {
        std::string service;
        std::string operation;
        std::string code;
        TimePoint at;
    };
    using Labels = std::tuple<std::string, std::string, std::string>;
    using Counts = std::map<Labels, std::uint64_t>;

    static void count(Counts& counts, Labels labels);

    Counts requests_;
    Counts unemulated_;
    std::deque<Entry> history_;
};

}  // namespace inland::emulator
