// SPDX-License-Identifier: Apache-2.0
#include "prove/certificates/exchange_passage.h"

#include "prove/network.h"

namespace inland::prove {

namespace {

checker::Where where_of(Where where) {
    constexpr checker::Where places[] = {checker::Where::Subnet, checker::Where::Client,
                                         checker::Where::Internet};
    return places[static_cast<std::size_t>(where)];
}

checker::PublicAddress public_address_of(PublicAddress address) {
    switch (address) {
        case PublicAddress::None:
            return checker::PublicAddress::None;
        case PublicAddress::Has:
            return checker::PublicAddress::Has;
        case PublicAddress::Unknown:
            break;
    }
    return checker::PublicAddress::Unknown;
}

checker::Party party_of(const Party& party) {
    checker::Party written;
    written.where = where_of(party.where);
    written.owner_type = party.owner_type;
    written.owner = party.owner;
    written.subnet = party.subnet ? party.subnet->subnet->key : std::string();
    written.service = party.service;
    written.public_address = public_address_of(party.public_address);
    for (const auto* group : party.groups)
        written.groups.push_back(group->key);
    for (const AddressRange& range : party.addresses)
        written.addresses.push_back({range.first, range.last});
    return written;
}

/// A leak is shown by one packet.
void narrow(checker::Passage& passage, const Witness& witness) {
    const auto port = static_cast<std::uint16_t>(witness.port);
    passage.from.addresses = {{witness.source, witness.source}};
    passage.to.addresses = {{witness.destination, witness.destination}};
    passage.ports = {port, port};
    passage.source_ports = linux_ephemeral_ports;
}

}  // namespace

checker::Must must_of(knowledge::Must must) {
    return must == knowledge::Must::Reach ? checker::Must::Reach : checker::Must::NeverReach;
}

checker::Outcome outcome_of(Outcome outcome) {
    constexpr checker::Outcome outcomes[] = {checker::Outcome::Holds, checker::Outcome::Unknown,
                                             checker::Outcome::Fails};
    return outcomes[static_cast<std::size_t>(outcome)];
}

checker::Passage passage_of(const Exchange& exchange) {
    checker::Passage passage{.must = must_of(exchange.must),
                             .outcome = outcome_of(exchange.outcome),
                             .protocol = exchange.traffic.protocol,
                             .ports = exchange.traffic.ports,
                             .source_ports = exchange.traffic.source_ports,
                             .from = party_of(exchange.source),
                             .to = party_of(exchange.destination),
                             .ways = {}};
    if (exchange.must == knowledge::Must::NeverReach && exchange.witness)
        narrow(passage, *exchange.witness);
    return passage;
}

}  // namespace inland::prove
