// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ipv4_prefix.h"

#include <compare>
#include <cstdint>
#include <string>

namespace inland::prove {

/// A closed interval of IPv4 addresses.
struct AddressRange {
    std::uint32_t first = 0;
    std::uint32_t last = ~std::uint32_t{0};

    static constexpr AddressRange of(const Ipv4Prefix& block) {
        return {block.first().bits, block.last().bits};
    }
    static constexpr AddressRange of(Ipv4Address address) { return {address.bits, address.bits}; }

    [[nodiscard]] constexpr bool contains(const AddressRange& other) const {
        return first <= other.first && other.last <= last;
    }
    [[nodiscard]] constexpr bool overlaps(const AddressRange& other) const {
        return first <= other.last && other.first <= last;
    }
    /// "10.0.1.4", or "10.0.1.4-10.0.1.254", or "any address".
    [[nodiscard]] std::string text() const;
    auto operator<=>(const AddressRange&) const = default;
};

}  // namespace inland::prove
