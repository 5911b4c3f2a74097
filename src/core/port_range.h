// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>

namespace inland {

/// A closed interval of TCP or UDP ports.
struct PortRange {
    std::uint16_t first = 0;
    std::uint16_t last = 65535;

    [[nodiscard]] constexpr bool contains(std::uint16_t port) const {
        return first <= port && port <= last;
    }
    [[nodiscard]] constexpr bool contains(const PortRange& other) const {
        return first <= other.first && other.last <= last;
    }
    [[nodiscard]] constexpr bool overlaps(const PortRange& other) const {
        return first <= other.last && other.first <= last;
    }
    auto operator<=>(const PortRange&) const = default;
};

}  // namespace inland
