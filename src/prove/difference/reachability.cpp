// SPDX-License-Identifier: Apache-2.0
#include "prove/difference/reachability.h"

#include "prove/difference/talker_kinds.h"
#include "prove/packets/passing_ports.h"

#include <array>
#include <tuple>

namespace inland::prove {

namespace {

constexpr std::array protocols{tcp_protocol, udp_protocol, icmp_protocol};

/// By the numbers of two groups and a protocol.
using Talks = std::map<std::tuple<std::size_t, std::size_t, int>, std::vector<PortRange>>;

void add_talks(Talks& talks, const Network& network, const TalkerKind& from, const TalkerKind& to) {
    for (const int protocol : protocols) {
        const auto ports = passing_ports(network, *from.party, *to.party, protocol);
        if (ports.empty())
            continue;
        for (const std::size_t source : from.groups)
            for (const std::size_t destination : to.groups) {
                auto& whole = talks[{source, destination, protocol}];
                whole.insert(whole.end(), ports.begin(), ports.end());
            }
    }
}

/// Kinds by where they are: nothing gets from one part of the networks into another, nor from
/// outside to outside.
using Parts = std::map<std::optional<std::size_t>, std::vector<const TalkerKind*>>;

Parts parts_of(const std::vector<TalkerKind>& kinds) {
    Parts parts;
    for (const TalkerKind& kind : kinds)
        parts[kind.part].push_back(&kind);
    return parts;
}

Talks talks_of(const Network& network, Parts parts) {
    Talks talks;
    const auto outside = std::move(parts[std::nullopt]);
    parts.erase(std::nullopt);
    for (const auto& [part, inside] : parts)
        for (const TalkerKind* one : inside) {
            for (const TalkerKind* other : inside)
                add_talks(talks, network, *one, *other);
            for (const TalkerKind* other : outside) {
                add_talks(talks, network, *one, *other);
                add_talks(talks, network, *other, *one);
            }
        }
    return talks;
}

std::vector<std::string> names_of(const Talkers& talkers) {
    std::vector<std::string> names;
    for (const auto& [name, parties] : talkers)
        names.push_back(name);
    return names;
}

}  // namespace

Reachability reachability_of(const Question& question) {
    const Network network(question);
    const Inhabitants inhabitants = inhabitants_of(network);
    const Talkers talkers = talkers_of(inhabitants);
    const auto names = names_of(talkers);
    Reachability reachability;
    for (auto& [key, ports] : talks_of(network, parts_of(kinds_of(network, talkers)))) {
        const auto [from, to, protocol] = key;
        reachability.emplace_hint(
            reachability.end(), Talk{names[from], names[to], std::string(protocol_name(protocol))},
            merged(std::move(ports)));
    }
    return reachability;
}

}  // namespace inland::prove
