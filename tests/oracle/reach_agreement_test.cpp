// SPDX-License-Identifier: Apache-2.0
#include "knowledge/tables.h"
#include "prove/packets/passage.h"
#include "prove/reach/reach_table.h"
#include "tests/oracle/choices.h"
#include "tests/oracle/generate.h"
#include "tests/oracle/show.h"
#include "tests/oracle/translate.h"

#include <algorithm>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace inland::oracle {
namespace {

using prove::Outcome;
using prove::Purpose;

/// Ends in subnets: some whole subnets, some addresses, with any groups.
std::vector<End> any_ends(const Question& question) {
    std::vector<End> ends{question.from, question.to};
    for (int left = 2 + below(4); left > 0; --left)
        ends.push_back(any_interface(question.from.six));
    std::erase_if(ends, [](const End& end) { return end.place != Place::Subnet; });
    return ends;
}

prove::Traffic any_traffic() {
    const int first = below(16);
    const int last = once_in(2) ? first : first + below(16 - first);
    return {one_of(std::array{prove::tcp_protocol, prove::udp_protocol}), real_ports(first, last)};
}

/// What the prover says of each pair, one by one.
Outcome one_by_one(const prove::Network& network, const prove::Party& from, const prove::Party& to,
                   const prove::Traffic& traffic) {
    return prove::must_pass(network, from, to, traffic).outcome;
}

void expect_agreement(const prove::ReachTable& table, const prove::Network& network,
                      const std::vector<prove::Party>& parties, const prove::Traffic& traffic) {
    prove::ReachCounts counts;
    for (std::size_t from = 0; from < parties.size(); ++from)
        for (std::size_t to = 0; to < parties.size(); ++to) {
            const Outcome outcome = one_by_one(network, parties[from], parties[to], traffic);
            if (table.outcome(from, to) != outcome)
                RC_FAIL(fmt::format("{} to {} {}: {} in the table, {} by itself",
                                    parties[from].name, parties[to].name, traffic.text(),
                                    static_cast<int>(table.outcome(from, to)),
                                    static_cast<int>(outcome)));
            if (from != to && parties[from].subnet->vpc == parties[to].subnet->vpc)
                counts.add(outcome);
        }
    RC_ASSERT(table.counts().holds == counts.holds);
    RC_ASSERT(table.counts().unknown == counts.unknown);
    RC_ASSERT(table.counts().fails == counts.fails);
}

struct Scene {
    explicit Scene(const Question& question)
        : topology(translate(question.world)),
          network({.topology = topology, .tables = knowledge::built_in(), .clients = {}}) {
        for (const End& end : any_ends(question))
            parties.push_back(translate(network, end));
    }
    [[nodiscard]] std::vector<prove::ReachSite> sites() const {
        std::vector<prove::ReachSite> made;
        std::ranges::transform(parties, std::back_inserter(made), prove::reach_site);
        return made;
    }

    topology::Topology topology;
    prove::Network network;
    std::vector<prove::Party> parties;
};

RC_GTEST_PROP(ReachTable, SaysOfAllPairsWhatTheProverSaysOfEach, ()) {
    const Scene scene(generate());
    const prove::Traffic traffic = any_traffic();
    const prove::ReachTable table(scene.network, scene.sites(), traffic);
    expect_agreement(table, scene.network, scene.parties, traffic);
}

RC_GTEST_PROP(ReachTable, FollowsChangedRules, ()) {
    Question question = generate();
    Scene scene(question);
    const prove::Traffic traffic = any_traffic();
    prove::ReachTable table(scene.network, scene.sites(), traffic);
    for (int left = 1 + below(2); left > 0; --left) {
        mutate(question);
        const topology::Topology mutated = translate(question.world);
        for (const auto& [key, group] : mutated.all<topology::SecurityGroup>()) {
            auto& changed = scene.topology.all<topology::SecurityGroup>().at(key);
            changed.ingress = group.ingress;
            changed.egress = group.egress;
            table.update(key);
        }
    }
    RC_LOG() << text_of(question);
    expect_agreement(table, scene.network, scene.parties, traffic);
}

/// One packet of one address: what must never pass, passes or not.
RC_GTEST_PROP(ReachTable, KnowsWhatEscapes, ()) {
    Scene scene(generate());
    for (prove::Party& party : scene.parties)
        party.addresses.front().last = party.addresses.front().first;
    const std::uint16_t port = real_ports(below(16)).first;
    const prove::Traffic traffic{prove::tcp_protocol, {port, port}};
    const prove::ReachTable table(scene.network, scene.sites(), traffic, Purpose::Escape);
    for (std::size_t from = 0; from < scene.parties.size(); ++from)
        for (std::size_t to = 0; to < scene.parties.size(); ++to) {
            const auto& source = scene.parties[from];
            const auto& destination = scene.parties[to];
            if (source.addresses == destination.addresses)
                continue;
            const Outcome never =
                prove::must_not_pass(scene.network, source, destination, traffic).outcome;
            const Outcome reach = table.outcome(from, to);
            RC_ASSERT((never == Outcome::Fails) == (reach == Outcome::Holds));
            RC_ASSERT((never == Outcome::Holds) == (reach == Outcome::Fails));
        }
}

}  // namespace
}  // namespace inland::oracle
