// SPDX-License-Identifier: Apache-2.0
#include "sources/terraform/protocol.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <utility>

namespace inland::sources::terraform {

namespace {

constexpr std::array<std::pair<std::string_view, int>, 6> protocols{{{"tcp", 6},
                                                                     {"udp", 17},
                                                                     {"icmp", icmp},
                                                                     {"icmpv6", icmp_v6},
                                                                     {"all", all_protocols},
                                                                     {"-1", all_protocols}}};

}  // namespace

std::optional<int> protocol_number(std::string_view written) {
    for (const auto& [name, number] : protocols)
        if (written == name)
            return number;
    int number = 0;
    const auto* end = written.data() + written.size();
    const auto parsed = std::from_chars(written.data(), end, number);
    return parsed.ec == std::errc() && parsed.ptr == end ? std::optional(number) : std::nullopt;
}

std::uint16_t port_of(std::int64_t port) {
    constexpr std::int64_t highest = std::numeric_limits<std::uint16_t>::max();
    return static_cast<std::uint16_t>(std::clamp<std::int64_t>(port, 0, highest));
}

}  // namespace inland::sources::terraform
