// SPDX-License-Identifier: Apache-2.0
#include "prove/difference/reachability.h"

#include "prove/intents/members.h"
#include "prove/intents/public_addresses.h"
#include "prove/packets/passing_ports.h"

#include <algorithm>
#include <array>

namespace inland::prove {

namespace {

using Groups = std::map<std::string, std::vector<Party>>;

/// "nodegroup/general" of "nodegroup/general in subnet/private-a".
std::string group_part(const std::string& name) {
    return name.substr(0, name.find(" in "));
}

void add_parties(Groups& groups, std::vector<Party> parties) {
    for (Party& party : parties) {
        const std::string name = group_part(party.name);
        groups[name].push_back(std::move(party));
    }
}

void add_selected(Groups& groups, const Inhabitants& inhabitants, const intents::Group& group) {
    std::vector<UnknownName> unknown;
    const Members members = members_of(inhabitants, group, unknown);
    auto& parties = groups[group.name];
    if (parties.empty())
        parties = members.known.empty() ? members.possible : members.known;
}

Groups groups_of(const Inhabitants& inhabitants) {
    Groups groups;
    add_parties(groups, inhabitants.nodes());
    add_parties(groups, inhabitants.control_planes());
    add_parties(groups, inhabitants.endpoints());
    const Question& question = inhabitants.network.question();
    for (const ClientNetwork& client : question.clients)
        groups[client.name] = {client_party(client)};
    groups["the internet"] = {{.name = "the internet", .addresses = all_public_addresses()}};
    if (question.intents != nullptr)
        for (const intents::Intent& intent : *question.intents)
            for (const auto* group : {&intent.from, &intent.to})
                add_selected(groups, inhabitants, *group);
    return groups;
}

constexpr std::array protocols{tcp_protocol, udp_protocol, icmp_protocol};

std::vector<PortRange> ports_between(const Network& network, const std::vector<Party>& from,
                                     const std::vector<Party>& to, int protocol) {
    std::vector<PortRange> ports;
    for (const Party& source : from)
        for (const Party& destination : to)
            std::ranges::copy(passing_ports(network, source, destination, protocol),
                              std::back_inserter(ports));
    return merged(std::move(ports));
}

}  // namespace

Reachability reachability_of(const Question& question) {
    const Network network(question);
    const Groups groups = groups_of(inhabitants_of(network));
    Reachability reachability;
    for (const auto& [from, sources] : groups)
        for (const auto& [to, destinations] : groups)
            for (const int protocol : protocols)
                if (auto ports = ports_between(network, sources, destinations, protocol);
                    !ports.empty())
                    reachability[{from, to, std::string(protocol_name(protocol))}] =
                        std::move(ports);
    return reachability;
}

}  // namespace inland::prove
