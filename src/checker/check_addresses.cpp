// SPDX-License-Identifier: Apache-2.0
#include "checker/check_addresses.h"

#include "checker/check_passage.h"
#include "checker/rules.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace inland::checker {

namespace {

constexpr Addresses every_ipv6{IpAddress(0, 0), last_ip_address};

/// AWS keeps the first four addresses of a subnet and its last.
Addresses without_reserved(Addresses all) {
    for (int reserved = 0; reserved < 4; ++reserved)
        all.first = all.first.next();
    all.last = all.last.previous();
    return all;
}

Addresses usable(const Ipv4Prefix& block) {
    return block.size() < 8 ? addresses_of(block) : without_reserved(addresses_of(block));
}

/// Of a block that is not known yet, any.
Addresses usable_ipv6(const topology::Subnet& subnet) {
    return subnet.ipv6_cidr_block.is_known()
               ? without_reserved(addresses_of(subnet.ipv6_cidr_block.value()))
               : every_ipv6;
}

bool is_observed(const World& world, const Party& party, const Addresses& range) {
    if (range.first != range.last || !range.is_ipv4())
        return false;
    return std::ranges::any_of(
        world.topology.all<topology::NetworkInterface>(), [&](const auto& row) {
            const topology::NetworkInterface& observed = row.second;
            if (!observed.subnet.is_known() || observed.subnet.value().key != party.subnet ||
                !observed.private_addresses.is_known())
                return false;
            const auto& addresses = observed.private_addresses.value();
            return std::ranges::find(addresses, range.first.ipv4()) != addresses.end();
        });
}

/// Interfaces get IPv6 addresses by their subnet, by their launch template, or as an IPv6
/// cluster's.
bool may_get_ipv6(const World& world, const topology::Subnet& subnet) {
    if (subnet.ipv6_cidr_block.is_absent())
        return false;
    const auto of_ipv6 = [](const auto& row) {
        return row.second.ip_family.value_or_default("ipv4") != std::optional<std::string>("ipv4");
    };
    return subnet.assign_ipv6_on_creation.value_or_default(false) != std::optional(false) ||
           !world.topology.all<topology::LaunchTemplate>().empty() ||
           std::ranges::any_of(world.topology.all<topology::Cluster>(), of_ipv6);
}

/// All addresses but those that are nobody's on the internet (RFC 6890).
std::vector<Addresses> with_reserved(std::vector<Addresses> all) {
    constexpr std::array<std::array<std::uint32_t, 2>, 8> reserved{{{0, 0x00FFFFFF},
                                                                    {0x0A000000, 0x0AFFFFFF},
                                                                    {0x64400000, 0x647FFFFF},
                                                                    {0x7F000000, 0x7FFFFFFF},
                                                                    {0xA9FE0000, 0xA9FEFFFF},
                                                                    {0xAC100000, 0xAC1FFFFF},
                                                                    {0xC0A80000, 0xC0A8FFFF},
                                                                    {0xE0000000, 0xFFFFFFFF}}};
    for (const auto& [first, last] : reserved)
        all.push_back({Ipv4Address{first}, Ipv4Address{last}});
    return all;
}

bool covers(std::vector<Addresses> ranges, const Addresses& whole) {
    std::ranges::sort(ranges);
    IpAddress next = whole.first;
    for (const Addresses& range : ranges) {
        if (next < range.first)
            return false;
        if (whole.last <= range.last)
            return true;
        next = std::max(next, range.last.next());
    }
    return false;
}

/// IPv6's global unicast addresses, and IPv4's as NAT64 writes them (RFC 4291, 6052).
bool is_all_of_internet(const Party& party, bool with_ipv6) {
    constexpr Addresses every_ipv4{IpAddress(), Ipv4Address{~std::uint32_t{0}}};
    const Addresses unicast{{std::uint64_t{0x2000} << 48U, 0},
                            {(std::uint64_t{0x4000} << 48U) - 1, ~std::uint64_t{0}}};
    const Addresses by_nat64{{0x0064'ff9b'0000'0000, 0}, {0x0064'ff9b'0000'0000, 0xFFFFFFFF}};
    return covers(with_reserved(party.addresses), every_ipv4) &&
           (!with_ipv6 || (covers(party.addresses, unicast) && covers(party.addresses, by_nat64)));
}

}  // namespace

bool has_addresses(const World& world, const Party& party, const topology::Subnet& subnet,
                   const Passage& passage) {
    if (!subnet.cidr_block.is_known() || party.addresses.empty())
        return false;
    const Addresses ipv4 = usable(subnet.cidr_block.value());
    const Addresses ipv6 = usable_ipv6(subnet);
    const bool has_ipv6 = !subnet.ipv6_cidr_block.is_absent();
    bool all_ipv4 = false, all_ipv6 = false;
    for (const Addresses& range : party.addresses) {
        const bool inside = ipv4.contains(range) || (has_ipv6 && ipv6.contains(range));
        if (!inside)
            return false;
        all_ipv4 = all_ipv4 || range == ipv4 || is_observed(world, party, range);
        all_ipv6 = all_ipv6 || range == ipv6;
    }
    if (!is_about_all(passage))
        return true;
    if (passage.must == Must::NeverReach)
        return all_ipv4 && (all_ipv6 || !may_get_ipv6(world, subnet));
    return all_ipv4 || all_ipv6;
}

std::string fault_outside(const Party& party, const Passage& passage) {
    if (party.addresses.empty())
        return "an end has no addresses";
    const bool whole = party.where == Where::Internet && is_about_all(passage);
    const bool with_ipv6 = passage.must == Must::NeverReach;
    return !whole || is_all_of_internet(party, with_ipv6) ? std::string()
                                                          : "it leaves out some of the internet";
}

}  // namespace inland::checker
