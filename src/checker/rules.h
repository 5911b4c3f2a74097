// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checker/certificate.h"
#include "checker/hop.h"
#include "checker/world.h"

#include <optional>
#include <vector>

namespace inland::checker {

/// What one rule of a component says of the peers and ports that it is about.
struct Rule {
    Addresses peers;
    PortRange ports;
    Answer answer = Answer::Yes;
};

/// A component's rules in the order in which they decide: the first that matches, else No. They
/// look at the addresses and the ports of these sides of the connection.
struct RuleList {
    Side addresses = Side::To;
    Side ports = Side::To;
    std::vector<Rule> rules;
    std::optional<PortRange> other_ports = {};  ///< in place of the passage's
};

/// Packets of a passage on one of its ways.
struct Traffic {
    const World& world;
    const Passage& passage;
    Addresses from, to;
};

/// The rules of a hop as the packets meet them: those that a step of it cites, or all.
RuleList cited_rules(const Traffic& traffic, const Hop& hop, const Step& citing);
RuleList all_rules(const Traffic& traffic, const Hop& hop);

// The parts of both, by component; `citing` null: all.
RuleList group_rules(const Traffic& traffic, const Hop& hop, const Step* citing);
RuleList acl_rules(const Traffic& traffic, const Hop& hop, const Step* citing);

/// Whether every combination of addresses and ports that the rules tell apart is let through.
bool admits_all(const RuleList& list, const Traffic& traffic);
/// Whether some surely are not. Of a service's addresses one is meant, nobody knows which: then
/// whether, to whichever they go, some are not.
bool stops_some(const RuleList& list, const Traffic& traffic);
/// Whether each combination is surely stopped by one or other of the lists.
bool stop_all(const std::vector<RuleList>& lists, const Traffic& traffic);

constexpr bool has_ports(int protocol) {
    return protocol == 6 || protocol == 17;
}

/// A rule's ports; of ICMP its types and codes stand there, 256 codes to each type; else all.
PortRange ports_of_rule(int protocol, const PortRange& ports, int type, int code);

inline const Party& party_at(const Passage& passage, Side side) {
    return side == Side::From ? passage.from : passage.to;
}

inline const Addresses& addresses_at(const Traffic& traffic, Side side) {
    return side == Side::From ? traffic.from : traffic.to;
}

constexpr Side other(Side side) {
    return side == Side::From ? Side::To : Side::From;
}

template <typename Prefix>
constexpr Addresses addresses_of(const Prefix& block) {
    return {block.first(), block.last()};
}

}  // namespace inland::checker
