// SPDX-License-Identifier: Apache-2.0
#include "prove/certificates/writer.h"

#include "checker/check_passage.h"
#include "prove/certificates/citations.h"
#include "prove/network.h"

#include <algorithm>
#include <optional>

namespace inland::prove {

namespace {

/// The enumerations of the checker are its own, in the same order.
checker::Must must_of(knowledge::Must must) {
    return must == knowledge::Must::Reach ? checker::Must::Reach : checker::Must::NeverReach;
}

checker::Outcome outcome_of(Outcome outcome) {
    constexpr checker::Outcome outcomes[] = {checker::Outcome::Holds, checker::Outcome::Unknown,
                                             checker::Outcome::Fails};
    return outcomes[static_cast<std::size_t>(outcome)];
}

checker::Where where_of(Where where) {
    constexpr checker::Where places[] = {checker::Where::Subnet, checker::Where::Client,
                                         checker::Where::Internet};
    return places[static_cast<std::size_t>(where)];
}

checker::Party party_of(const Party& party) {
    checker::Party written;
    written.where = where_of(party.where);
    written.owner_type = party.owner_type;
    written.owner = party.owner;
    written.subnet = party.subnet ? party.subnet->subnet->key : std::string();
    written.service = party.service;
    for (const auto* group : party.groups)
        written.groups.push_back(group->key);
    for (const AddressRange& range : party.addresses)
        if (range.is_ipv4())
            written.addresses.push_back({range.first.ipv4().bits, range.last.ipv4().bits});
    return written;
}

/// A leak is shown by one packet.
void narrow(checker::Passage& passage, const Witness& witness) {
    const auto port = static_cast<std::uint16_t>(witness.port);
    const auto source = witness.source.ipv4().bits;
    const auto destination = witness.destination.ipv4().bits;
    passage.from.addresses = {{source, source}};
    passage.to.addresses = {{destination, destination}};
    passage.ports = {port, port};
    passage.source_ports = linux_ephemeral_ports;
}

checker::Passage passage_of(const Exchange& exchange) {
    checker::Passage passage{.must = must_of(exchange.must),
                             .outcome = outcome_of(exchange.outcome),
                             .protocol = exchange.traffic.protocol,
                             .ports = exchange.traffic.ports,
                             .source_ports = exchange.traffic.source_ports,
                             .from = party_of(exchange.source),
                             .to = party_of(exchange.destination),
                             .steps = {}};
    if (exchange.must == knowledge::Must::NeverReach && exchange.witness)
        narrow(passage, *exchange.witness);
    return passage;
}

bool has_ipv6(const Party& party) {
    return !party.ipv6_missing.empty() ||
           !std::ranges::all_of(party.addresses, &AddressRange::is_ipv4);
}

/// Certificates are of IPv4: where one side has no other addresses nothing else passes.
bool is_of_ipv4(const Exchange& exchange) {
    const bool witness = !exchange.witness || exchange.witness->source.is_ipv4();
    return witness && !(has_ipv6(exchange.source) && has_ipv6(exchange.destination));
}

/// What holds is shown of all packets, what fails of some that fail.
bool is_wanted(const Exchange& exchange, const Verdict& verdict) {
    return exchange.outcome == verdict.outcome && verdict.outcome != Outcome::Unknown;
}

/// That packets to a service's public addresses fail tells something where its name leads there.
bool leads_there(const checker::Row& row, const Exchange& exchange) {
    return row.outcome == checker::Outcome::Holds || exchange.destination.service.empty() ||
           std::ranges::any_of(row.names,
                               [](const checker::Name& name) { return name.answers.empty(); });
}

void add_passages(checker::Row& row, const checker::World& world, const Proof& proof) {
    for (const Exchange& exchange : proof.exchanges) {
        if (!is_wanted(exchange, proof.verdict))
            continue;
        const bool can_be = is_of_ipv4(exchange) && leads_there(row, exchange);
        auto passage = can_be ? std::optional(passage_of(exchange)) : std::nullopt;
        if (passage && cite(world, *passage))
            row.passages.push_back(std::move(*passage));
        else if (row.unchecked.empty())
            row.unchecked.push_back("packets from " + exchange.source.name + " to " +
                                    exchange.destination.name);
    }
}

/// All that a row which holds relies on, or it is not shown; of one that fails what can be shown.
void add_names(checker::Row& row, const checker::World& world, const Proof& proof) {
    for (const NameStep& step : proof.names) {
        checker::Name name{step.subnet, step.name, step.resources};
        if (fault_of(world, name).empty())
            row.names.push_back(std::move(name));
        else if (proof.verdict.outcome == Outcome::Holds)
            row.unchecked.push_back("packets to whom " + step.name + " leads");
    }
}

/// What a row is about beside packets and names.
void add_unchecked(checker::Row& row, const Network& network) {
    const auto* flow = network.tables().flow(row.flow);
    if (flow != nullptr && (!flow->service.empty() || row.flow.starts_with("addon.")))
        row.unchecked.emplace_back("policies");
    if (row.passages.empty() && row.unchecked.empty())
        row.unchecked.push_back(row.flow);
}

}  // namespace

checker::Row certificate_row(const Network& network, const std::string& cluster,
                             const Proof& proof) {
    checker::Row row{.cluster = cluster,
                     .flow = proof.verdict.flow,
                     .must = must_of(proof.verdict.must),
                     .outcome = outcome_of(proof.verdict.outcome),
                     .from = proof.verdict.from,
                     .to = proof.verdict.to,
                     .assumptions = proof.verdict.assumptions};
    const checker::World world{network.topology(), network.tables()};
    add_names(row, world, proof);
    add_passages(row, world, proof);
    add_unchecked(row, network);
    return row;
}

}  // namespace inland::prove
