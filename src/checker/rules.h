// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checker/certificate.h"
#include "checker/world.h"

#include <cstdint>
#include <vector>

namespace inland::checker {

enum class Answer { No, Unknown, Yes };

/// What one rule of a component says of the peers and ports that it is about.
struct Rule {
    Addresses peers;
    PortRange ports;
    Answer answer = Answer::Yes;
};

/// Which rules of a component count: those that a step cites, or all that there are.
enum class Cited { Only, Ignored };

/// A component's rules in the order in which they decide: the first that matches, else No. They
/// look at the addresses and the ports of these sides of the connection.
struct RuleList {
    Side addresses = Side::To;
    Side ports = Side::To;
    std::vector<Rule> rules;
};

/// The rules of a step's component as the passage's packets meet them.
RuleList rules_of(const World& world, const Passage& passage, const Step& step, Cited cited);

// The parts of rules_of, by component.
RuleList group_rules(const World& world, const Passage& passage, const Step& step, Cited cited);
RuleList acl_rules(const World& world, const Passage& passage, const Step& step, Cited cited);
RuleList route_rules(const World& world, const Passage& passage, const Step& step, Cited cited);
RuleList gateway_rules(const World& world, const Passage& passage, const Step& step, Cited cited);

/// How the packets of a passage fare: whether every combination of addresses and ports that the
/// rules tell apart gets this answer, or one at least does.
bool all_are(const RuleList& list, const Passage& passage, Answer answer);
bool some_is(const RuleList& list, const Passage& passage, Answer answer);

constexpr bool has_ports(int protocol) {
    return protocol == 6 || protocol == 17;
}

inline const Party& party_at(const Passage& passage, Side side) {
    return side == Side::From ? passage.from : passage.to;
}

constexpr Side other(Side side) {
    return side == Side::From ? Side::To : Side::From;
}

constexpr Addresses addresses_of(const Ipv4Prefix& block) {
    return {block.first().bits, block.last().bits};
}

}  // namespace inland::checker
