// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checker/certificate.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

/// The words of certificates, each list in the order of its enumeration.
namespace inland::checker {

template <typename Value>
struct Words;

template <>
struct Words<Must> {
    static constexpr std::array<std::string_view, 2> all{"reach", "never-reach"};
};
template <>
struct Words<Outcome> {
    static constexpr std::array<std::string_view, 3> all{"holds", "unknown", "fails"};
};
template <>
struct Words<Where> {
    static constexpr std::array<std::string_view, 3> all{"subnet", "client", "internet"};
};
template <>
struct Words<Side> {
    static constexpr std::array<std::string_view, 2> all{"from", "to"};
};
template <>
struct Words<PublicAddress> {
    static constexpr std::array<std::string_view, 3> all{"none", "unknown", "has"};
};
template <>
struct Words<Component> {
    static constexpr std::array<std::string_view, 13> all{"security-group-egress",
                                                          "security-group-ingress",
                                                          "network-acl-egress",
                                                          "network-acl-ingress",
                                                          "route",
                                                          "vpn-gateway",
                                                          "vpc-peering",
                                                          "transit-gateway-attachment",
                                                          "transit-gateway-route",
                                                          "nat-gateway",
                                                          "endpoint-route",
                                                          "public-address",
                                                          "block-public-access"};
};

template <typename Value>
constexpr std::string_view word_of(Value value) {
    return Words<Value>::all.at(static_cast<std::size_t>(value));
}

template <typename Value>
constexpr std::optional<Value> value_of(std::string_view word) {
    const auto& words = Words<Value>::all;
    const auto found = std::ranges::find(words, word);
    if (found == words.end())
        return std::nullopt;
    return static_cast<Value>(found - words.begin());
}

}  // namespace inland::checker
