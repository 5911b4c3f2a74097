// SPDX-License-Identifier: Apache-2.0
#include "prove/cause_kinds.h"
#include "prove/joins/flows.h"
#include "prove/joins/ipv6.h"
#include "prove/joins/pods.h"

#include <algorithm>
#include <iterator>
#include <set>

#include <fmt/format.h>

namespace inland::prove::flows {

namespace {

/// Both families' addresses.
Party the_internet() {
    Party internet{.name = "the internet",
                   .addresses = public_addresses(),
                   .groups = {},
                   .groups_missing = {},
                   .service = {}};
    std::ranges::copy(public_ipv6_addresses(), std::back_inserter(internet.addresses));
    return internet;
}

/// Rules treat protocols that none of them names alike, so one stands for all of those.
std::set<int> protocols_to_try(const Party& node) {
    std::set<int> protocols{tcp_protocol, udp_protocol, icmp_protocol, icmpv6_protocol,
                            unnamed_protocol};
    const auto add = [&](const auto& rules) {
        if (rules.is_known())
            for (const auto& rule : rules.value())
                protocols.insert(rule.protocol);
    };
    for (const auto* group : node.groups) {
        add(group->ingress);
        add(group->egress);
    }
    if (node.subnet->acl != nullptr)
        add(node.subnet->acl->entries);
    protocols.erase(every_protocol);
    return protocols;
}

std::string_view way_kind(const RouteEntry* entry) {
    const bool nat = entry != nullptr && entry->route != nullptr &&
                     entry->route->target == topology::RouteTarget::NatGateway;
    return nat ? cause_kind::nat_route : cause_kind::internet_gateway_route;
}

std::string way_text(const RouteEntry& entry) {
    return fmt::format("it routes {} to {}", entry.range.text(),
                       entry.route != nullptr ? entry.route->target_key : entry.gateway);
}

/// The route that a packet leaves by.
Blocker way_out(const SubnetView& subnet, const IpAddress& outside) {
    const auto pieces = look_up(*subnet.routes, AddressRange::of(outside));
    const auto* entry = pieces.front().entry;
    const auto* table = subnet.routes->table;
    return blocker_of(way_kind(entry),
                      table ? resource_name(*table) : resource_name(*subnet.subnet),
                      entry ? way_text(*entry) : "it routes " + outside.text() + " to nothing",
                      table ? table->key : std::string());
}

void name_the_way(Passage& passage, const SubnetView& subnet, const IpAddress& outside) {
    if (passage.outcome == Outcome::Fails && passage.blockers.empty())
        passage.blockers.push_back(way_out(subnet, outside));
}

Traffic any_port(int protocol) {
    return {protocol, {}, {}};
}

/// What never may: of nodes, of their pods, and of pods that may be there.
Passage for_everybody(const Scene& scene, const NodeSource& node,
                      Passage (*judge)(const Scene& scene, const Party& party)) {
    Passage whole;
    for (const Party* place : places_of(node))
        merge(whole, judge(scene, *place));
    for (const Party& possible : node.pods.possible)
        merge(whole, judge(scene, possible));
    for (const std::string& missing : node.pods.missing)
        merge(whole, stopped_by({missing_fact(node.pods.resource, missing)}));
    return whole;
}

Passage leave(const Scene& scene, const Party& party) {
    Passage whole;
    const Party source = with_ipv6(scene, party);
    for (const int protocol : protocols_to_try(source)) {
        Passage passage = must_not_pass(scene.network, source, the_internet(), any_port(protocol));
        name_the_way(passage, *source.subnet,
                     passage.witness ? passage.witness->destination : IpAddress{});
        merge(whole, std::move(passage));
    }
    return whole;
}

Passage enter(const Scene& scene, const Party& party) {
    Passage whole;
    const Party destination = with_ipv6(scene, party);
    for (const int protocol : protocols_to_try(destination)) {
        Passage passage =
            must_not_pass(scene.network, the_internet(), destination, any_port(protocol));
        name_the_way(passage, *destination.subnet,
                     passage.witness ? passage.witness->source : IpAddress{});
        merge(whole, std::move(passage));
    }
    return whole;
}

}  // namespace

Passage internet_egress(const Scene& scene, const NodeSource& node, const knowledge::Flow& flow) {
    (void)flow;
    return for_everybody(scene, node, leave);
}

Passage internet_ingress(const Scene& scene, const NodeSource& node, const knowledge::Flow& flow) {
    (void)flow;
    return for_everybody(scene, node, enter);
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
