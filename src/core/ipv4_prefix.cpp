// SPDX-License-Identifier: Apache-2.0
#include "core/ipv4_prefix.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

namespace inland {

namespace {

/// A decimal number without sign or leading zero, at most `maximum`; consumed from `text`.
std::optional<std::uint32_t> take_number(std::string_view& text, std::uint32_t maximum) {
    // By hand: blocks are most of what large sources hold, and a general reader takes twice as
    // long.
    constexpr std::size_t too_many = 4;
    std::uint32_t number = 0;
    std::size_t digits = 0;
    for (; digits < std::min(text.size(), too_many); ++digits) {
        const auto digit = static_cast<std::uint32_t>(text[digits]) - '0';
        if (digit > 9)
            break;
        number = number * 10 + digit;
    }
    if (digits == 0 || number > maximum || (digits > 1 && text.front() == '0'))
        return std::nullopt;
    text.remove_prefix(digits);
    return number;
}

bool take(std::string_view& text, char expected) {
    if (!text.starts_with(expected))
        return false;
    text.remove_prefix(1);
    return true;
}

std::optional<Ipv4Address> take_address(std::string_view& text) {
    std::uint32_t bits = 0;
    for (int octet = 0; octet < 4; ++octet) {
        if (octet > 0 && !take(text, '.'))
            return std::nullopt;
        const auto value = take_number(text, 255);
        if (!value)
            return std::nullopt;
        bits = bits << 8U | *value;
    }
    return Ipv4Address{bits};
}

struct AddressAndLength {
    Ipv4Address address;
    int length;
};

Result<AddressAndLength> parse_block(std::string_view text) {
    auto rest = text;
    const auto address = take_address(rest);
    if (!address || !take(rest, '/'))
        return failure(ErrorKind::InvalidInput,
                       fmt::format("\"{}\" is not an IPv4 CIDR block such as 10.0.0.0/16", text));
    const auto length = take_number(rest, 32);
    if (!length || !rest.empty())
        return failure(ErrorKind::InvalidInput,
                       fmt::format("\"{}\" has no prefix length between 0 and 32", text));
    return AddressAndLength{*address, static_cast<int>(*length)};
}

}  // namespace

Result<Ipv4Address> Ipv4Address::parse(std::string_view text) {
    auto rest = text;
    const auto address = take_address(rest);
    if (!address || !rest.empty())
        return failure(ErrorKind::InvalidInput, fmt::format("\"{}\" is not an IPv4 address", text));
    return *address;
}

std::string Ipv4Address::text() const {
    return fmt::format("{}.{}.{}.{}", bits >> 24U, (bits >> 16U) & 255U, (bits >> 8U) & 255U,
                       bits & 255U);
}

Result<Ipv4Prefix> Ipv4Prefix::parse(std::string_view text) {
    const auto block = TRY(parse_block(text));
    const Ipv4Prefix prefix(block.address, block.length);
    if (prefix.first() != block.address)
        return failure(ErrorKind::InvalidInput,
                       fmt::format("\"{}\" has host bits set: the block of that length is {}", text,
                                   prefix.text()));
    return prefix;
}

Result<Ipv4Prefix> Ipv4Prefix::parse_canonicalizing(std::string_view text) {
    const auto block = TRY(parse_block(text));
    return Ipv4Prefix(block.address, block.length);
}

Result<Ipv4Prefix> Ipv4Prefix::subdivide(int new_length, std::uint32_t index) const {
    if (new_length < length() || new_length > 32 ||
        std::uint64_t{index} >= std::uint64_t{1} << (new_length - length()))
        return failure(
            ErrorKind::InvalidInput,
            fmt::format("{} has no block number {} of length /{}", text(), index, new_length));
    const auto offset = std::uint64_t{index} << (32 - new_length);
    return Ipv4Prefix(Ipv4Address{static_cast<std::uint32_t>(base_.bits + offset)}, new_length);
}

std::string Ipv4Prefix::text() const {
    return fmt::format("{}/{}", base_.text(), length());
}

}  // namespace inland
