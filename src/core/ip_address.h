// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ipv4_prefix.h"
#include "core/result.h"

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace inland {

enum class AddressFamily : std::uint8_t { Ipv4, Ipv6 };

/// An address of either family on one number line: first IPv4's, then IPv6's, so that the families
/// never overlap. Host byte order; of IPv4 only the lower half of `low` is used.
struct IpAddress {
    AddressFamily family = AddressFamily::Ipv4;
    std::uint64_t high = 0;
    std::uint64_t low = 0;

    /// 0.0.0.0, the first of all.
    constexpr IpAddress() = default;
    /// Of IPv6.
    constexpr IpAddress(std::uint64_t upper, std::uint64_t lower)
        : family(AddressFamily::Ipv6), high(upper), low(lower) {}
    constexpr IpAddress(Ipv4Address address)  // NOLINT(google-explicit-constructor): is one
        : low(address.bits) {}

    /// "10.0.0.1" or "fd00::1".
    static Result<IpAddress> parse(std::string_view text);
    [[nodiscard]] std::string text() const;

    [[nodiscard]] constexpr bool is_ipv4() const { return family == AddressFamily::Ipv4; }
    /// Only when is_ipv4().
    [[nodiscard]] constexpr Ipv4Address ipv4() const { return {static_cast<std::uint32_t>(low)}; }
    /// The neighbours on the number line; the caller stays inside of it.
    [[nodiscard]] constexpr IpAddress next() const {
        if (is_ipv4())
            return low == last_ipv4 ? IpAddress(0, 0) : IpAddress(Ipv4Address{ipv4().bits + 1});
        return {low == ~std::uint64_t{0} ? high + 1 : high, low + 1};
    }
    [[nodiscard]] constexpr IpAddress previous() const {
        if (is_ipv4())
            return Ipv4Address{ipv4().bits - 1};
        if (high == 0 && low == 0)
            return Ipv4Address{last_ipv4};
        return {low == 0 ? high - 1 : high, low - 1};
    }
    auto operator<=>(const IpAddress&) const = default;

  private:
    static constexpr std::uint32_t last_ipv4 = ~std::uint32_t{0};
};

inline constexpr IpAddress last_ip_address{~std::uint64_t{0}, ~std::uint64_t{0}};

}  // namespace inland
