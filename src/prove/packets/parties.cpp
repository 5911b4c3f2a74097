// SPDX-License-Identifier: Apache-2.0
#include "prove/packets/parties.h"

#include "prove/names/interfaces.h"

#include <algorithm>

namespace inland::prove {

namespace {

void carry_group(Party& party, const Network& network, const std::string& key) {
    if (const auto* group = network.group(key))
        party.groups.push_back(group);
    else
        party.groups_missing = "security group " + key;
}

void narrow_to_observed(Party& party,
                        const std::vector<const topology::NetworkInterface*>& interfaces) {
    for (const auto* observed : interfaces) {
        const bool here = observed->subnet.is_known() &&
                          observed->subnet.value().key == party.subnet->subnet->key;
        if (here && observed->private_addresses.is_known() &&
            !observed->private_addresses.value().empty())
            party.addresses = {AddressRange::of(observed->private_addresses.value().front())};
    }
}

bool has_public_address(const topology::NetworkInterface& interface) {
    return interface.public_address.is_known() && !interface.public_address.value().empty();
}

/// Says whose interfaces these are.
template <typename R>
void own(Party& party, const R& owner) {
    party.owner_type = R::type;
    party.owner = owner.key;
}

}  // namespace

void carry(Party& party, const Network& network,
           const topology::Attribute<std::vector<topology::Reference<topology::SecurityGroup>>>&
               references,
           const std::string& owner) {
    if (references.is_unknown())
        party.groups_missing = "the security groups of " + owner;
    if (references.is_known())
        for (const auto& reference : references.value())
            carry_group(party, network, reference.key);
}

std::optional<Party> subnet_party(const Network& network, std::string_view subnet,
                                  std::string name) {
    const SubnetView* view = network.subnet(subnet);
    if (view == nullptr)
        return std::nullopt;
    return Party{.where = Where::Subnet,
                 .name = std::move(name),
                 .subnet = view,
                 .addresses = {view->addresses},
                 .groups = {},
                 .groups_missing = {},
                 .service = {}};
}

std::optional<Party> party_of(const Network& network, const Place& place) {
    if (place.kind == PlaceKind::Internet)
        return Party{.name = place.name,
                     .addresses = public_addresses(),
                     .groups = {},
                     .groups_missing = {},
                     .service = {}};
    if (place.kind == PlaceKind::Client)
        return client_party({place.name, Ipv4Prefix(place.address.value_or(Ipv4Address{}), 32)});
    auto party = subnet_party(network, place.subnet, place.name);
    if (!party)
        return party;
    if (place.address)
        party->addresses = {AddressRange::of(*place.address)};
    for (const std::string& key : place.security_groups)
        carry_group(*party, network, key);
    party->group_rule = place.group_rule;
    const auto* interface = interface_of(network, *party);
    if (interface != nullptr && has_public_address(*interface))
        party->public_address = PublicAddress::Has;
    return party;
}

const topology::NetworkInterface* interface_of(const Network& network, const Party& party) {
    if (party.subnet == nullptr || party.addresses.size() != 1)
        return nullptr;
    const auto is_it = [&](const topology::NetworkInterface& interface) {
        return interface.subnet.is_known() && interface.private_addresses.is_known() &&
               interface.subnet.value().key == party.subnet->subnet->key &&
               std::ranges::any_of(interface.private_addresses.value(), [&](Ipv4Address address) {
                   return AddressRange::of(address) == party.addresses.front();
               });
    };
    for (const auto& [key, interface] : network.topology().all<topology::NetworkInterface>())
        if (is_it(interface))
            return &interface;
    return nullptr;
}

Party client_party(const ClientNetwork& client) {
    return {.where = Where::ClientNetwork,
            .name = client.name,
            .addresses = {AddressRange::of(client.block)},
            .groups = {},
            .groups_missing = {},
            .service = {}};
}

std::optional<Party> interface_party(const Network& network,
                                     const topology::NetworkInterface& owner) {
    if (!owner.subnet.is_known())
        return std::nullopt;
    auto party = subnet_party(network, owner.subnet.value().key, resource_name(owner));
    if (!party)
        return party;
    if (owner.private_addresses.is_known()) {
        party->addresses.clear();
        for (const Ipv4Address address : owner.private_addresses.value())
            party->addresses.push_back(AddressRange::of(address));
    }
    if (has_public_address(owner))
        party->public_address = PublicAddress::Has;
    carry(*party, network, owner.security_groups, resource_name(owner));
    return party;
}

std::vector<Party> endpoint_parties(const Network& network, const topology::VpcEndpoint& endpoint) {
    std::vector<Party> parties;
    if (!endpoint.subnets.is_known())
        return parties;
    const auto observed = interfaces_of(network, endpoint);
    for (const auto& reference : endpoint.subnets.value()) {
        const SubnetView* subnet = network.subnet(reference.key);
        if (subnet == nullptr)
            continue;
        auto party =
            subnet_party(network, reference.key,
                         resource_name(endpoint) + " in " + resource_name(*subnet->subnet));
        narrow_to_observed(*party, observed);
        carry(*party, network, endpoint.security_groups, resource_name(endpoint));
        if (endpoint.security_groups.is_absent())
            party->groups.push_back(subnet->vpc->default_group);
        own(*party, endpoint);
        parties.push_back(std::move(*party));
    }
    return parties;
}

std::vector<Party> cluster_parties(const Network& network, const topology::Cluster& cluster) {
    std::vector<Party> parties;
    if (!cluster.subnets.is_known())
        return parties;
    for (const auto& reference : cluster.subnets.value()) {
        const SubnetView* subnet = network.subnet(reference.key);
        if (subnet == nullptr)
            continue;
        auto party = subnet_party(
            network, reference.key,
            "the API of " + cluster_name(cluster) + " in " + resource_name(*subnet->subnet));
        party->groups.push_back(&network.cluster_group(cluster));
        carry(*party, network, cluster.security_groups, resource_name(cluster));
        own(*party, cluster);
        parties.push_back(std::move(*party));
    }
    return parties;
}

}  // namespace inland::prove
