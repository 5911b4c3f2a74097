// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ip_address.h"
#include "core/ipv4_prefix.h"
#include "core/ipv6_prefix.h"

#include <compare>
#include <string>

namespace inland::prove {

/// A closed interval of addresses. Both families lie on one line and never overlap, so a rule for
/// one of them matches nothing of the other; without bounds it is every address of both.
struct AddressRange {
    IpAddress first;
    IpAddress last = last_ip_address;

    static constexpr AddressRange of(const Ipv4Prefix& block) {
        return {block.first(), block.last()};
    }
    static constexpr AddressRange of(const Ipv6Prefix& block) {
        return {block.first(), block.last()};
    }
    static constexpr AddressRange of(const IpAddress& address) { return {address, address}; }

    [[nodiscard]] constexpr bool is_ipv4() const { return first.is_ipv4() && last.is_ipv4(); }
    [[nodiscard]] constexpr bool contains(const AddressRange& other) const {
        return first <= other.first && other.last <= last;
    }
    [[nodiscard]] constexpr bool overlaps(const AddressRange& other) const {
        return first <= other.last && other.first <= last;
    }
    /// "10.0.1.4", "10.0.1.4-10.0.1.254", "any address", "any IPv6 address".
    [[nodiscard]] std::string text() const;
    auto operator<=>(const AddressRange&) const = default;
};

inline constexpr AddressRange every_ipv4 = AddressRange::of(Ipv4Prefix());

/// What two ranges that overlap have in common.
constexpr AddressRange common(const AddressRange& one, const AddressRange& other) {
    return {one.first < other.first ? other.first : one.first,
            one.last < other.last ? one.last : other.last};
}

}  // namespace inland::prove
