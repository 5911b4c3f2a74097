// SPDX-License-Identifier: Apache-2.0
#include "knowledge/tables.h"
#include "prove/joins/service_reach.h"
#include "prove/packets/passage.h"
#include "tests/oracle/generate.h"
#include "tests/oracle/oracle.h"
#include "tests/oracle/show.h"
#include "tests/oracle/translate.h"

#include <array>
#include <cstdlib>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace inland::oracle {
namespace {

/// rapidcheck reads its settings once, before the first property. `make nightly` asks for more.
std::string worlds_wanted() {
    const char* wanted = std::getenv("INLAND_ORACLE_WORLDS");
    return wanted != nullptr ? wanted : "2000";
}
[[maybe_unused]] const int settings =
    setenv("RC_PARAMS", ("max_success=" + worlds_wanted()).c_str(), 0);

Truth truth_of(prove::Outcome outcome) {
    constexpr std::array truths{Truth::Holds, Truth::Unknown, Truth::Fails};
    return truths.at(static_cast<std::size_t>(outcome));
}

int real_protocol(Protocol protocol) {
    return protocol == Protocol::Udp ? prove::udp_protocol : prove::tcp_protocol;
}

/// What the prover says of the three kinds of questions, in the oracle's words.
struct Answers {
    Truth must_reach, never_reaches, reaches_endpoint;
    bool operator==(const Answers&) const = default;
};

Truth prove_endpoint(const prove::Network& network, const prove::Party& from) {
    const auto* service = network.tables().service("ec2");
    return truth_of(prove::reach_service(network, from, *service, {}).outcome);
}

/// The endpoint's name is known in its own VPC, and leads to IPv4 addresses.
bool asks_for_endpoint(const Question& question) {
    return question.from.place == Place::Subnet && !question.from.six &&
           vpc_of(question.from.subnet) == 0;
}

Answers proven(const Question& question) {
    const auto topology = translate(question.world);
    const prove::Network network(
        {.topology = topology, .tables = knowledge::built_in(), .clients = {}});
    const auto from = translate(network, question.from);
    const auto to = translate(network, question.to);
    const int protocol = real_protocol(question.protocol);
    return {truth_of(
                prove::must_pass(network, from, to, {protocol, real_ports(question.port)}).outcome),
            truth_of(prove::must_not_pass(network, from, to, {protocol, {}, {}}).outcome),
            asks_for_endpoint(question) ? prove_endpoint(network, from) : Truth::Holds};
}

Answers tried(const Question& question) {
    const World& world = question.world;
    return {must_reach(world, question.from, question.to, question.protocol, question.port),
            never_reaches(world, question.from, question.to, question.protocol),
            asks_for_endpoint(question) ? reaches_endpoint(world, question.from) : Truth::Holds};
}

std::string text_of(const Answers& answers) {
    constexpr std::array<const char*, 3> names{"holds", "unknown", "fails"};
    const auto name = [&](Truth truth) { return names.at(static_cast<std::size_t>(truth)); };
    return fmt::format("must reach {}, never reaches {}, reaches the endpoint {}\n",
                       name(answers.must_reach), name(answers.never_reaches),
                       name(answers.reaches_endpoint));
}

/// Where the prover decides, the oracle decides alike.
bool agrees(Truth prover, Truth truth) {
    return prover == truth || prover == Truth::Unknown;
}

bool agree(const Answers& prover, const Answers& truth) {
    return agrees(prover.must_reach, truth.must_reach) &&
           agrees(prover.never_reaches, truth.never_reaches) &&
           agrees(prover.reaches_endpoint, truth.reaches_endpoint);
}

RC_GTEST_PROP(Oracle, AgreesWithTheProver, ()) {
    const Question question = generate();
    const Answers prover = proven(question);
    const Answers truth = tried(question);
    RC_LOG() << text_of(question) << "oracle: " << text_of(truth) << "prover: " << text_of(prover);
    RC_ASSERT(agree(prover, truth));
    constexpr std::array<const char*, 3> names{"holds", "unknown", "fails"};
    RC_TAG(std::string(names.at(static_cast<std::size_t>(truth.must_reach))));
    RC_CLASSIFY(!(prover == truth), "the prover knows less");
}

/// A mistake more or less flips the prover's verdict exactly when it flips the oracle's, but where
/// the prover knows less.
RC_GTEST_PROP(Oracle, FlipsWithTheProver, ()) {
    Question question = generate();
    const Answers before = proven(question);
    const Answers truly_before = tried(question);
    mutate(question);
    const Answers after = proven(question);
    const Answers truly_after = tried(question);
    const bool truly_same = truly_after == truly_before;
    const bool knows_less = !(before == truly_before) || !(after == truly_after);
    RC_LOG() << text_of(question) << "oracle: " << text_of(truly_after)
             << "prover: " << text_of(after);
    RC_ASSERT(agree(before, truly_before));
    RC_ASSERT(agree(after, truly_after));
    RC_ASSERT(knows_less || (after == before) == truly_same);
    RC_TAG(std::string(truly_same ? "same" : "flipped"));
}

}  // namespace
}  // namespace inland::oracle
