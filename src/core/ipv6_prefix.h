// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ip_address.h"

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace inland {

/// An IPv6 CIDR block whose host bits are zero.
class Ipv6Prefix {
  public:
    /// ::/0.
    constexpr Ipv6Prefix() = default;
    /// The prefix of `length` bits (0..128) that holds `address`; host bits are cleared.
    constexpr Ipv6Prefix(IpAddress address, int length)
        : base_{address.high & high_mask(length), address.low & low_mask(length)},
          length_(static_cast<std::uint8_t>(length)) {}

    /// "fd00:10::/64"; clears host bits, as EC2 does. Refuses IPv4.
    static Result<Ipv6Prefix> parse(std::string_view text);

    [[nodiscard]] constexpr IpAddress first() const { return base_; }
    [[nodiscard]] constexpr IpAddress last() const {
        return {base_.high | ~high_mask(length_), base_.low | ~low_mask(length_)};
    }
    [[nodiscard]] constexpr int length() const { return length_; }
    [[nodiscard]] constexpr bool contains(const IpAddress& address) const {
        return first() <= address && address <= last();
    }
    [[nodiscard]] std::string text() const;

    auto operator<=>(const Ipv6Prefix&) const = default;

  private:
    static constexpr std::uint64_t mask(int bits) {
        return bits <= 0 ? 0 : bits >= 64 ? ~std::uint64_t{0} : ~std::uint64_t{0} << (64 - bits);
    }
    static constexpr std::uint64_t high_mask(int length) { return mask(length); }
    static constexpr std::uint64_t low_mask(int length) { return mask(length - 64); }

    IpAddress base_{0, 0};
    std::uint8_t length_ = 0;
};

}  // namespace inland
