// SPDX-License-Identifier: Apache-2.0
#include "prove/difference/talkers.h"

#include "prove/intents/members.h"
#include "prove/intents/public_addresses.h"

namespace inland::prove {

namespace {

/// "nodegroup/general" of "nodegroup/general in subnet/private-a".
std::string group_part(const std::string& name) {
    return name.substr(0, name.find(" in "));
}

void add_parties(Talkers& groups, std::vector<Party> parties) {
    for (Party& party : parties) {
        const std::string name = group_part(party.name);
        groups[name].push_back(std::move(party));
    }
}

void add_selected(Talkers& groups, const Inhabitants& inhabitants, const intents::Group& group) {
    std::vector<UnknownName> unknown;
    const Members members = members_of(inhabitants, group, unknown);
    auto& parties = groups[group.name];
    if (parties.empty())
        parties = members.known.empty() ? members.possible : members.known;
}

}  // namespace

Talkers talkers_of(const Inhabitants& inhabitants) {
    Talkers groups;
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

}  // namespace inland::prove
