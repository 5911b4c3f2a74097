// SPDX-License-Identifier: Apache-2.0
#include "prove/packets/connect.h"

#include "prove/cause_kinds.h"
#include "prove/packets/parties.h"
#include "prove/packets/passage.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::prove {

namespace {

const topology::NetworkInterface* owner_of(const Network& network, Ipv4Address address) {
    for (const auto& [key, candidate] : network.topology().all<topology::NetworkInterface>()) {
        if (!candidate.private_addresses.is_known())
            continue;
        const auto& addresses = candidate.private_addresses.value();
        if (std::ranges::find(addresses, address) != addresses.end())
            return &candidate;
    }
    return nullptr;
}

bool is_public(Ipv4Address address) {
    return std::ranges::any_of(public_addresses(), [&](const AddressRange& range) {
        return range.contains(AddressRange::of(address));
    });
}

bool is_in_some_vpc(const Network& network, Ipv4Address address) {
    return std::ranges::any_of(network.topology().all<topology::Vpc>(), [&](const auto& entry) {
        const auto* view = network.vpc(entry.first);
        return view != nullptr && std::ranges::any_of(view->blocks, [&](const Ipv4Prefix& block) {
                   return block.contains(address);
               });
    });
}

Connection refused(std::string_view kind, std::string resource, std::string detail) {
    return {
        Outcome::Fails, {{std::string(kind), std::move(resource), std::move(detail), {}}}, {}, {}};
}

PortRange source_ports_of(const Place& from) {
    return from.kind == PlaceKind::Machine ? linux_ephemeral_ports : client_ephemeral_ports;
}

Connection unknown_place(const Place& place) {
    return {Outcome::Unknown,
            {{std::string(cause_kind::missing_fact), place.subnet, "not known",
              "subnet " + place.subnet}},
            {},
            {}};
}

Traffic traffic_of(const Place& from, std::string_view protocol, std::uint16_t port) {
    return {protocol_number(protocol), {port, port}, source_ports_of(from)};
}

Connection connection_of(Passage passage) {
    Connection connection{
        passage.outcome, {}, std::move(passage.path), std::move(passage.assumptions)};
    for (Blocker& blocker : passage.blockers)
        connection.causes.push_back(std::move(blocker.cause));
    return connection;
}

Connection connect_parties(const Network& network, const Party& source, const Party& target,
                           const Traffic& traffic) {
    if (source.where == Where::Internet && target.where == Where::Subnet &&
        target.public_address == PublicAddress::None)
        return refused(
            cause_kind::no_route, target.name,
            fmt::format("{} is a private address", target.addresses.front().first.text()));
    return connection_of(must_pass(network, source, target, traffic));
}

}  // namespace

std::optional<Party> party_at(const Network& network, Ipv4Address address) {
    if (const auto* owner = owner_of(network, address)) {
        auto party = interface_party(network, *owner);
        if (party)
            party->addresses = {AddressRange::of(address)};
        return party;
    }
    for (const ClientNetwork& client : network.question().clients)
        if (client.block.contains(address))
            return client_party({address.text(), Ipv4Prefix(address, 32)});
    if (!is_public(address) && is_in_some_vpc(network, address))
        return std::nullopt;
    if (!is_public(address))  // on a network that nobody told of: the routes know whether it is
        return client_party({address.text(), Ipv4Prefix(address, 32)});
    Party party = internet_service({});
    party.name = address.text();
    party.addresses = {AddressRange::of(address)};
    party.choice = AddressChoice::Every;
    return party;
}

Connection connect(const Network& network, const Place& from, Ipv4Address destination,
                   std::string_view protocol, std::uint16_t port) {
    const auto source = party_of(network, from);
    if (!source)
        return unknown_place(from);
    const auto target = party_at(network, destination);
    if (!target)
        return refused(cause_kind::no_route, "",
                       fmt::format("nothing has the address {}", destination.text()));
    return connect_parties(network, *source, *target, traffic_of(from, protocol, port));
}

Connection connect(const Network& network, const Place& from, const Place& to,
                   std::string_view protocol, std::uint16_t port) {
    const auto source = party_of(network, from);
    const auto target = party_of(network, to);
    if (!source || !target)
        return unknown_place(source ? to : from);
    return connect_parties(network, *source, *target, traffic_of(from, protocol, port));
}

Connection connect(const Network& network, const Party& from, const Party& to,
                   std::string_view protocol, std::uint16_t port) {
    const auto source_ports =
        from.where == Where::Subnet ? linux_ephemeral_ports : client_ephemeral_ports;
    return connect_parties(network, from, to,
                           {protocol_number(protocol), {port, port}, source_ports});
}

Connection connect(const Question& question, const Place& from, Ipv4Address destination,
                   std::string_view protocol, std::uint16_t port) {
    return connect(Network(question), from, destination, protocol, port);
}

}  // namespace inland::prove
