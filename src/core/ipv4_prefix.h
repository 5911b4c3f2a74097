// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace inland {

/// An IPv4 address in host byte order.
struct Ipv4Address {
    std::uint32_t bits = 0;

    /// Dotted quad, decimal, no leading zeros ("10.0.0.1").
    static Result<Ipv4Address> parse(std::string_view text);
    [[nodiscard]] std::string text() const;
    auto operator<=>(const Ipv4Address&) const = default;
};

/// A CIDR block whose host bits are zero.
class Ipv4Prefix {
  public:
    /// 0.0.0.0/0.
    constexpr Ipv4Prefix() = default;

    /// The prefix of `length` bits (0..32) that holds `address`; host bits are cleared.
    constexpr Ipv4Prefix(Ipv4Address address, int length)
        : base_{address.bits & mask(length)}, length_(static_cast<std::uint8_t>(length)) {}

    /// "10.0.0.0/16"; refuses host bits and names the block that was probably meant.
    static Result<Ipv4Prefix> parse(std::string_view text);
    /// Like parse, but clears host bits, as EC2 does with security group rules.
    static Result<Ipv4Prefix> parse_canonicalizing(std::string_view text);

    [[nodiscard]] constexpr Ipv4Address first() const { return base_; }
    [[nodiscard]] constexpr Ipv4Address last() const { return {base_.bits | ~mask(length_)}; }
    [[nodiscard]] constexpr int length() const { return length_; }
    [[nodiscard]] constexpr std::uint64_t size() const {
        return std::uint64_t{1} << (32 - length_);
    }
    [[nodiscard]] constexpr bool contains(Ipv4Address address) const {
        return (address.bits & mask(length_)) == base_.bits;
    }
    [[nodiscard]] constexpr bool contains(const Ipv4Prefix& other) const {
        return other.length_ >= length_ && contains(other.base_);
    }
    [[nodiscard]] constexpr bool overlaps(const Ipv4Prefix& other) const {
        return contains(other) || other.contains(*this);
    }
    /// The address `offset` places after the first; the caller keeps it below size().
    [[nodiscard]] constexpr Ipv4Address at(std::uint32_t offset) const {
        return {base_.bits + offset};
    }
    /// The index-th block of `new_length` bits inside this one.
    [[nodiscard]] Result<Ipv4Prefix> subdivide(int new_length, std::uint32_t index) const;
    [[nodiscard]] std::string text() const;

    auto operator<=>(const Ipv4Prefix&) const = default;

  private:
    static constexpr std::uint32_t mask(int length) {
        return length == 0 ? 0 : ~std::uint32_t{0} << (32 - length);
    }

    Ipv4Address base_;
    std::uint8_t length_ = 0;
};

}  // namespace inland

template <>
struct std::hash<inland::Ipv4Prefix> {
    std::size_t operator()(const inland::Ipv4Prefix& prefix) const noexcept {
        return std::hash<std::uint64_t>{}(std::uint64_t{prefix.first().bits} << 6U |
                                          static_cast<std::uint64_t>(prefix.length()));
    }
};
