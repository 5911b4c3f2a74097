// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ipv4_prefix.h"
#include "core/result.h"

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace inland {

/// An address of either family on one number line: an IPv4 address stands where RFC 4291 maps it
/// (::ffff:0:0/96), so that the families never overlap. Host byte order.
struct IpAddress {
    std::uint64_t high = 0;
    std::uint64_t low = 0;

    constexpr IpAddress() = default;
    constexpr IpAddress(std::uint64_t upper, std::uint64_t lower) : high(upper), low(lower) {}
    constexpr IpAddress(Ipv4Address address)  // NOLINT(google-explicit-constructor): is one
        : low(ipv4_mark << 32U | address.bits) {}

    /// "10.0.0.1" or "fd00::1".
    static Result<IpAddress> parse(std::string_view text);
    [[nodiscard]] std::string text() const;

    [[nodiscard]] constexpr bool is_ipv4() const { return high == 0 && low >> 32U == ipv4_mark; }
    /// Only when is_ipv4().
    [[nodiscard]] constexpr Ipv4Address ipv4() const { return {static_cast<std::uint32_t>(low)}; }
    /// The neighbours on the number line; the caller stays inside of it.
    [[nodiscard]] constexpr IpAddress next() const {
        return {low == ~std::uint64_t{0} ? high + 1 : high, low + 1};
    }
    [[nodiscard]] constexpr IpAddress previous() const {
        return {low == 0 ? high - 1 : high, low - 1};
    }
    auto operator<=>(const IpAddress&) const = default;

  private:
    static constexpr std::uint64_t ipv4_mark = 0xffff;
};

inline constexpr IpAddress last_ip_address{~std::uint64_t{0}, ~std::uint64_t{0}};

}  // namespace inland
