// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/workloads/amounts.h"

#include <charconv>

namespace inland::emulator::cluster {

std::int64_t amount_of(const json::value& said, std::int64_t whole, Round round) {
    constexpr std::int64_t hundred = 100;
    if (said.is_int64())
        return said.get_int64();
    if (!said.is_string())
        return 0;
    const std::string_view text = said.get_string();
    std::int64_t percent = 0;
    std::from_chars(text.data(), text.data() + text.size(), percent);
    const auto share = whole * percent;
    return round == Round::Up ? (share + hundred - 1) / hundred : share / hundred;
}

}  // namespace inland::emulator::cluster
