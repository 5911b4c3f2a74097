// SPDX-License-Identifier: Apache-2.0
#include "prove/joins/client_registry.h"

#include "prove/cause_kinds.h"
#include "prove/joins/proof.h"
#include "prove/joins/scene.h"
#include "prove/names/resolver.h"
#include "prove/packets/connect.h"
#include "prove/packets/parties.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::prove {

namespace {

/// One registry, asked for from one place.
struct Asking {
    const Network& network;
    const Party& node;
    const ClientRegistry& registry;

    [[nodiscard]] Traffic traffic() const { return {.ports = {registry.port, registry.port}}; }
    [[nodiscard]] Passage pass_to(const Party& destination) const {
        return must_pass(network, node, destination, traffic());
    }
    [[nodiscard]] bool reaches(Ipv4Address address) const {
        const auto party = party_at(network, address);
        return party && pass_to(*party).outcome == Outcome::Holds;
    }
};

Passage after(const Answer& answer, Passage passage) {
    passage.path.insert(passage.path.begin(), answer.steps.begin(), answer.steps.end());
    passage.assumptions.insert(passage.assumptions.begin(), answer.assumptions.begin(),
                               answer.assumptions.end());
    return passage;
}

Passage not_resolved(const Asking& asking, const Answer& answer) {
    std::vector<Blocker> blockers;
    for (const Cause& cause : answer.causes)
        blockers.push_back(blocker_of(cause));
    if (blockers.empty())
        blockers.push_back(
            blocker_of(cause_kind::name_not_found, "",
                       fmt::format("{} has no address there", asking.registry.host)));
    return stopped_by(std::move(blockers));
}

Passage reach_addresses(const Asking& asking, const std::vector<Ipv4Address>& addresses) {
    Passage whole;
    for (const Ipv4Address address : addresses)
        if (const auto party = party_at(asking.network, address))
            merge(whole, asking.pass_to(*party));
        else
            merge(whole, stopped_by({blocker_of(cause_kind::no_route, "",
                                                fmt::format("nobody has {}", address.text()))}));
    return whole;
}

/// Whether packets surely get to some address of a network of which not all are reached.
bool reaches_some_of(const Asking& asking, const ClientNetwork& client, Ipv4Address asked) {
    const std::array points{client.block.first(), client.block.last(), asked};
    return std::ranges::any_of(points, [&](Ipv4Address point) {
        return client.block.contains(point) && asking.reaches(point);
    });
}

/// What stops packets to some of the networks stops them to the registry only if it is there.
Passage doubted(const Asking& asking, Passage passage) {
    passage.outcome = Outcome::Unknown;
    passage.witness.reset();
    passage.blockers.insert(
        passage.blockers.begin(),
        missing_fact("", fmt::format("which address {} has: not all of the connected networks are "
                                     "reached",
                                     asking.registry.host)));
    return passage;
}

Passage reach_clients(const Asking& asking, Ipv4Address asked) {
    const auto& clients = asking.network.question().clients;
    if (clients.empty())
        return stopped_by({missing_fact("", "the network that the registry is in")});
    Passage whole;
    bool reaches_some = false;
    for (const ClientNetwork& client : clients) {
        auto part = asking.pass_to(client_party(client));
        reaches_some = reaches_some || part.outcome == Outcome::Holds ||
                       reaches_some_of(asking, client, asked);
        merge(whole, std::move(part));
    }
    if (whole.outcome == Outcome::Fails && reaches_some)
        return doubted(asking, std::move(whole));
    whole.assumptions.push_back(
        fmt::format("the name server {} answers {} with an address in a connected network",
                    asked.text(), asking.registry.host));
    return whole;
}

Passage name_is_not_public(const Asking& asking, const Answer& answer) {
    auto causes = answer.causes;
    causes.insert(causes.begin(),
                  cause_of(cause_kind::name_not_found, "",
                           fmt::format("no Resolver rule of the VPC forwards {}, and public DNS "
                                       "does not know it",
                                       asking.registry.host)));
    Answer unknown = answer;
    unknown.causes = std::move(causes);
    return not_resolved(asking, unknown);
}

/// Public DNS may answer with an address of a connected network, too.
Passage reach_public(const Asking& asking, const Answer& answer) {
    if (asking.registry.known_by == NameKnownBy::ClientsOnly)
        return name_is_not_public(asking, answer);
    Passage passage = asking.pass_to(internet_service(asking.registry.host));
    if (passage.outcome != Outcome::Fails)
        return passage;
    if (!asking.network.question().clients.empty())
        return stopped_by(
            {missing_fact("", fmt::format("what public DNS answers for {}: nodes have no way to "
                                          "the internet",
                                          asking.registry.host))});
    return stopped_by({blocker_of(cause_kind::image_not_reachable, asking.registry.host,
                                  fmt::format("nodes have no way to {}", asking.registry.host))});
}

Passage follow(const Asking& asking, const Answer& answer) {
    if (answer.kind == AnswerKind::Public)
        return reach_public(asking, answer);
    if (answer.asked)
        return reach_clients(asking, *answer.asked);
    if (!answer.addresses.empty())
        return reach_addresses(asking, answer.addresses);
    return not_resolved(asking, answer);
}

}  // namespace

Passage reach_client_registry(const Network& network, const Party& node,
                              const ClientRegistry& registry) {
    const Asking asking{network, node, registry};
    if (const auto address = Ipv4Address::parse(registry.host))
        return reach_addresses(asking, {*address});
    const Answer answer = resolve(network, place_of(node), registry.host);
    return after(answer, follow(asking, answer));
}

std::string text_of(const ClientRegistry& registry) {
    return fmt::format("{} tcp/{}", registry.host, registry.port);
}

}  // namespace inland::prove
