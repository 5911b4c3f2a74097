// SPDX-License-Identifier: Apache-2.0
#include "prove/intents/alike_parties.h"

#include "prove/reach/address_points.h"

#include <map>
#include <tuple>

namespace inland::prove {

namespace {

/// Adds what is known of a list of blocks.
template <typename Blocks>
void add_blocks(AddressBounds& bounds, const topology::Attribute<Blocks>& blocks) {
    if (blocks.is_known())
        for (const auto& block : blocks.value())
            bounds.add(AddressRange::of(block));
}

void add_rules(AddressBounds& bounds,
               const topology::Attribute<std::vector<topology::SecurityGroupRule>>& rules) {
    if (!rules.is_known())
        return;
    for (const auto& rule : rules.value()) {
        if (rule.block)
            bounds.add(AddressRange::of(*rule.block));
        if (rule.ipv6_block)
            bounds.add(AddressRange::of(*rule.ipv6_block));
    }
}

template <typename Routes>
void add_routes(AddressBounds& bounds, const topology::Attribute<Routes>& routes) {
    if (!routes.is_known())
        return;
    for (const auto& route : routes.value()) {
        if (route.destination)
            bounds.add(AddressRange::of(*route.destination));
        if (route.ipv6_destination)
            bounds.add(AddressRange::of(*route.ipv6_destination));
    }
}

void add_filters(AddressBounds& bounds, const topology::Topology& topology) {
    for (const auto& [key, group] : topology.all<topology::SecurityGroup>()) {
        add_rules(bounds, group.ingress);
        add_rules(bounds, group.egress);
    }
    for (const auto& [key, acl] : topology.all<topology::NetworkAcl>())
        if (acl.entries.is_known())
            for (const auto& entry : acl.entries.value())
                bounds.add(entry.ipv6_block ? AddressRange::of(*entry.ipv6_block)
                                            : AddressRange::of(entry.block));
    for (const auto& [key, list] : topology.all<topology::PrefixList>()) {
        add_blocks(bounds, list.blocks);
        add_blocks(bounds, list.ipv6_blocks);
    }
}

void add_networks(AddressBounds& bounds, const topology::Topology& topology) {
    for (const auto& [key, table] : topology.all<topology::RouteTable>())
        add_routes(bounds, table.routes);
    for (const auto& [key, table] : topology.all<topology::TransitGatewayRouteTable>())
        add_routes(bounds, table.routes);
    for (const auto& [key, vpc] : topology.all<topology::Vpc>()) {
        if (vpc.cidr_block.is_known())
            bounds.add(AddressRange::of(vpc.cidr_block.value()));
        add_blocks(bounds, vpc.secondary_cidr_blocks);
        add_blocks(bounds, vpc.ipv6_cidr_blocks);
    }
    for (const auto& [key, connection] : topology.all<topology::VpnConnection>()) {
        add_blocks(bounds, connection.static_routes);
        add_blocks(bounds, connection.advertised_routes);
    }
}

AddressBounds bounds_of(const topology::Topology& topology) {
    AddressBounds bounds;
    add_filters(bounds, topology);
    add_networks(bounds, topology);
    bounds.sort();
    return bounds;
}

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
    const AddressBounds bounds = bounds_of(network.topology());
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
