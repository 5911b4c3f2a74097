// SPDX-License-Identifier: Apache-2.0
// Certificates of small worlds: whatever the checker accepts is so, by the oracle that tries every
// packet, also when the world or the certificate was changed.
#include "checker/check_passage.h"
#include "knowledge/tables.h"
#include "prove/certificates/citations.h"
#include "prove/certificates/exchange_passage.h"
#include "tests/oracle/choices.h"
#include "tests/oracle/generate.h"
#include "tests/oracle/oracle.h"
#include "tests/oracle/show.h"
#include "tests/oracle/translate.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace inland::oracle {
namespace {

using checker::Must;
using checker::Outcome;

int real_protocol(Protocol protocol) {
    return protocol == Protocol::Udp ? prove::udp_protocol : prove::tcp_protocol;
}

Outcome outcome_of(Truth truth) {
    return truth == Truth::Holds   ? Outcome::Holds
           : truth == Truth::Fails ? Outcome::Fails
                                   : Outcome::Unknown;
}

Outcome tried(const Question& question, Must must) {
    return outcome_of(must == Must::Reach ? must_reach(question.world, question.from, question.to,
                                                       question.protocol, question.port)
                                          : never_reaches(question.world, question.from,
                                                          question.to, question.protocol));
}

/// What the prover has to show of a question, of either kind.
checker::Passage evidence(const topology::Topology& topology, const Question& question, Must must) {
    const prove::Network network({.topology = topology,
                                  .tables = knowledge::built_in(),
                                  .clients = {},
                                  .evidence = prove::Evidence::Kept});
    const auto from = translate(network, question.from);
    const auto to = translate(network, question.to);
    const int protocol = real_protocol(question.protocol);
    const auto found = must == Must::Reach
                           ? must_pass(network, from, to, {protocol, real_ports(question.port)})
                           : must_not_pass(network, from, to, {protocol, {}, {}});
    return prove::passage_of(found.exchanges.front());
}

bool accepts(const topology::Topology& topology, const checker::Passage& passage) {
    return fault_of_packets({topology, knowledge::built_in()}, passage).empty();
}

/// Changes one thing that a certificate says of its packets, but not whose they are.
void forge(checker::Passage& passage) {
    if (once_in(4)) {
        passage.outcome = passage.outcome == Outcome::Holds ? Outcome::Fails : Outcome::Holds;
        return;
    }
    if (passage.ways.empty())
        return;
    auto& way =
        passage.ways[static_cast<std::size_t>(below(static_cast<int>(passage.ways.size())))];
    if (once_in(4) || way.steps.empty()) {
        const checker::Way copy = passage.ways.back();
        way = copy;
        passage.ways.pop_back();
        return;
    }
    auto& step = way.steps[static_cast<std::size_t>(below(static_cast<int>(way.steps.size())))];
    if (once_in(3))
        step = checker::Step(way.steps.back());
    else if (!step.rules.empty())
        step.rules.pop_back();
    else
        step.last_entry = below(200);
    if (once_in(3))
        way.steps.pop_back();
}

/// The prover's evidence of what it decides, shown in its world, in one that is changed, and
/// forged: none of it is accepted for what is not so.
void expect_truth(Must must) {
    Question question = generate();
    const auto topology = translate(question.world);
    auto passage = evidence(topology, question, must);
    RC_LOG() << text_of(question);
    if (passage.outcome == Outcome::Unknown) {
        RC_TAG("not known");
        return;
    }
    const checker::World world{topology, knowledge::built_in()};
    const bool shown = prove::cite_packets(world, passage);
    if (shown)
        RC_ASSERT(passage.outcome == tried(question, must));
    auto forged = passage;
    forge(forged);
    if (accepts(topology, forged))
        RC_ASSERT(forged.outcome == tried(question, must));
    for (int left = 1 + below(3); left > 0; --left)
        mutate(question);
    const auto changed = translate(question.world);
    const bool accepted = accepts(changed, passage);
    RC_LOG() << text_of(question);
    if (accepted)
        RC_ASSERT(passage.outcome == tried(question, must));
    RC_TAG(std::string(!shown ? "not shown" : accepted ? "still accepted" : "refused"));
}

RC_GTEST_PROP(Certificates, AreAcceptedForReachingOnlyWhenTrue, ()) {
    expect_truth(Must::Reach);
}

RC_GTEST_PROP(Certificates, AreAcceptedForNeverReachingOnlyWhenTrue, ()) {
    expect_truth(Must::NeverReach);
}

}  // namespace
}  // namespace inland::oracle
