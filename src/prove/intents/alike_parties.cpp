// SPDX-License-Identifier: Apache-2.0
#include "prove/intents/alike_parties.h"

#include "prove/intents/filter_bounds.h"

#include <map>
#include <tuple>

namespace inland::prove {

namespace {

using Kind = std::tuple<const SubnetView*, std::vector<const topology::SecurityGroup*>, std::string,
                        GroupRule, AddressFamily, std::size_t>;

/// Only of such the kind says all.
bool has_kind(const AddressBounds& bounds, const Party& party) {
    return party.where == Where::Subnet && party.translation == nullptr &&
           party.ipv6_missing.empty() && party.addresses.size() == 1 &&
           bounds.cell(party.addresses.front().first) == bounds.cell(party.addresses.front().last);
}

Kind kind_of(const AddressBounds& bounds, const Party& party) {
    const Address& address = party.addresses.front().first;
    return {party.subnet,     party.groups,   party.groups_missing,
            party.group_rule, address.family, bounds.cell(address)};
}

}  // namespace

/// Evidence is of everybody.
AlikeParties::AlikeParties(const Network& network, const std::vector<Party>& parties)
    : parties_(parties) {
    if (network.question().evidence == Evidence::Kept) {
        for (const Party& party : parties)
            chosen_.push_back({&party});
        return;
    }
    const AddressBounds bounds = filter_bounds(network.topology());
    struct Seen {
        const Party* first = nullptr;
        std::size_t count = 0;
    };
    std::map<Kind, Seen> kinds;
    for (const Party& party : parties) {
        if (!has_kind(bounds, party)) {
            chosen_.push_back({&party});
            continue;
        }
        Seen& seen = kinds[kind_of(bounds, party)];
        if (seen.count == 0)
            seen.first = &party;
        if (++seen.count <= 2)
            chosen_.push_back({&party, seen.count == 1 ? nullptr : seen.first});
    }
}

/// Of what the internet sends it matters who has a public address.
std::vector<const Party*> AlikeParties::to_follow(const Party& source) const {
    std::vector<const Party*> found;
    if (source.where != Where::Subnet || source.translation != nullptr) {
        for (const Party& party : parties_)
            found.push_back(&party);
        return found;
    }
    for (const Chosen& chosen : chosen_)
        if (chosen.first == nullptr || chosen.first->addresses == source.addresses)
            found.push_back(chosen.party);
    return found;
}

}  // namespace inland::prove
