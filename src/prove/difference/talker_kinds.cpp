// SPDX-License-Identifier: Apache-2.0
#include "prove/difference/talker_kinds.h"

#include "prove/difference/linked_networks.h"
#include "prove/intents/filter_bounds.h"

#include <tuple>

namespace inland::prove {

namespace {

/// All of a Party that decides over its packets. Of addresses between the same bounds, where they
/// lie; else what they are.
using Key =
    std::tuple<Where, const SubnetView*, std::vector<const topology::SecurityGroup*>, std::string,
               GroupRule, PublicAddress, std::string, std::string, AddressChoice,
               const Translation*, std::optional<std::size_t>, std::vector<AddressRange>>;

/// Only of a single range in a subnet the bounds tell all.
std::optional<std::size_t> cell_of(const AddressBounds& bounds, const Party& party) {
    if (party.where != Where::Subnet || party.addresses.size() != 1)
        return std::nullopt;
    const auto first = bounds.cell(party.addresses.front().first);
    const bool is_whole = first == bounds.cell(party.addresses.front().last);
    return is_whole ? std::optional(first) : std::nullopt;
}

Key key_of(const AddressBounds& bounds, const Party& party) {
    const auto cell = cell_of(bounds, party);
    return {party.where,
            party.subnet,
            party.groups,
            party.groups_missing,
            party.group_rule,
            party.public_address,
            party.ipv6_missing,
            party.service,
            party.choice,
            party.translation.get(),
            cell,
            cell ? std::vector<AddressRange>() : party.addresses};
}

TalkerKind kind_of(const LinkedNetworks& links, const Party& party) {
    TalkerKind kind{.party = &party, .groups = {}};
    if (party.subnet != nullptr)
        kind.part = links.part_of(party.subnet->vpc->vpc->key);
    return kind;
}

}  // namespace

std::vector<TalkerKind> kinds_of(const Network& network, const Talkers& talkers) {
    const AddressBounds bounds = filter_bounds(network.topology());
    const LinkedNetworks links(network.topology());
    std::map<Key, std::size_t> numbers;
    std::vector<TalkerKind> kinds;
    std::size_t group = 0;
    for (const auto& [name, parties] : talkers) {
        for (const Party& party : parties) {
            const auto [found, is_new] = numbers.emplace(key_of(bounds, party), kinds.size());
            if (is_new)
                kinds.push_back(kind_of(links, party));
            auto& groups = kinds[found->second].groups;
            if (groups.empty() || groups.back() != group)
                groups.push_back(group);
        }
        ++group;
    }
    return kinds;
}

}  // namespace inland::prove
