// SPDX-License-Identifier: Apache-2.0
#include "prove/cause_kinds.h"
#include "prove/joins/flows.h"

#include <algorithm>
#include <array>

namespace inland::prove::flows {

namespace {

constexpr std::array protocols{tcp_protocol, udp_protocol, icmp_protocol};

Party the_internet() {
    return {.name = "the internet",
            .addresses = public_addresses(),
            .groups = {},
            .groups_missing = {},
            .service = {}};
}

/// The route that a packet leaves by.
Blocker way_out(const SubnetView& subnet, const Witness& witness) {
    const auto pieces = look_up(*subnet.routes, AddressRange::of(witness.destination));
    const auto* entry = pieces.front().entry;
    const auto* table = subnet.routes->table;
    const bool nat = entry != nullptr && entry->route != nullptr &&
                     entry->route->target == topology::RouteTarget::NatGateway;
    return blocker_of(nat ? cause_kind::nat_route : cause_kind::internet_gateway_route,
                      table ? resource_name(*table) : resource_name(*subnet.subnet),
                      "it routes " + (entry ? entry->block.text() : witness.destination.text()) +
                          " to " + (entry && entry->route ? entry->route->target_key : "nothing"),
                      table ? table->key : std::string());
}

void name_the_way(Passage& passage, const SubnetView& subnet, const Ipv4Address& outside) {
    if (passage.outcome == Outcome::Fails && passage.blockers.empty())
        passage.blockers.push_back(way_out(subnet, {.destination = outside}));
}

Traffic any_port(int protocol) {
    return {protocol, {}, {}};
}

}  // namespace

Passage internet_egress(const Scene& scene, const NodeSource& node, const knowledge::Flow& flow) {
    (void)flow;
    Passage whole;
    for (const int protocol : protocols) {
        Passage passage =
            must_not_pass(scene.network, node.party, the_internet(), any_port(protocol));
        name_the_way(passage, *node.party.subnet,
                     passage.witness ? passage.witness->destination : Ipv4Address{});
        merge(whole, std::move(passage));
    }
    return whole;
}

Passage internet_ingress(const Scene& scene, const NodeSource& node, const knowledge::Flow& flow) {
    (void)flow;
    Passage whole;
    for (const int protocol : protocols) {
        Passage passage =
            must_not_pass(scene.network, the_internet(), node.party, any_port(protocol));
        name_the_way(passage, *node.party.subnet,
                     passage.witness ? passage.witness->source : Ipv4Address{});
        merge(whole, std::move(passage));
    }
    return whole;
}

std::vector<Proof> public_api(const Scene& scene, const knowledge::Flow& flow) {
    if (scene.network.question().wishes.public_api == Wish::Wanted)
        return {};
    const auto is_public = scene.cluster.endpoint_public_access.value_or_default(true);
    const std::string& name = resource_name(scene.cluster);
    Passage passage;
    if (!is_public)
        passage = stopped_by({missing_fact(name, "whether the API has public access")});
    else if (*is_public)
        passage = stopped_by(
            {blocker_of(cause_kind::public_access_on, name,
                        "the Kubernetes API answers on public addresses", scene.cluster.key)});
    else
        passage.path.push_back("the Kubernetes API has no public access");
    std::vector<Proof> proofs;
    proofs.push_back(proof_of(flow, "the internet", "the Kubernetes API", std::move(passage)));
    return proofs;
}

}  // namespace inland::prove::flows
