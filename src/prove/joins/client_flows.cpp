// SPDX-License-Identifier: Apache-2.0
#include "prove/cause_kinds.h"
#include "prove/joins/flows.h"
#include "prove/joins/ipv6.h"
#include "prove/joins/pods.h"
#include "prove/joins/public_api.h"
#include "prove/names/interfaces.h"
#include "prove/names/resolver.h"
#include "prove/packets/security_group_filter.h"
#include "prove/packets/translation.h"

#include <optional>

#include <fmt/format.h>

namespace inland::prove::flows {

namespace {

using Judge = Passage (*)(const Scene& scene, const Party& client, const knowledge::Flow& flow);

/// One row for each network of clients.
std::vector<Proof> for_each_client(const Scene& scene, const knowledge::Flow& flow,
                                   const std::string& to, Judge judge) {
    std::vector<Proof> proofs;
    for (const ClientNetwork& client : scene.network.question().clients)
        proofs.push_back(proof_of(flow, client.name, to, judge(scene, client_party(client), flow)));
    return proofs;
}

Answer api_name_answer(const Scene& scene, const Party& client) {
    return resolve(scene.network, place_of(client), cluster_host(scene.cluster));
}

/// Where public access is asked for, a name that leads to it is no mistake.
bool comes_by_internet(const Scene& scene, const Answer& answer) {
    return answer.kind == AnswerKind::Public &&
           scene.network.question().wishes.public_api == Wish::Wanted;
}

Passage judge_name(const Scene& scene, const Party& client, const knowledge::Flow& flow) {
    (void)flow;
    const Answer answer = api_name_answer(scene, client);
    std::vector<Blocker> blockers;
    if (!comes_by_internet(scene, answer))
        for (const Cause& cause : answer.causes)
            blockers.push_back(blocker_of(cause));
    Passage passage = stopped_by(std::move(blockers));
    passage.path = answer.steps;
    passage.assumptions = answer.assumptions;
    if (passage.assumptions.empty())
        passage.assumptions.push_back("the resolver of " + client.name + " asks public DNS");
    return passage;
}

Passage judge_server(const Scene& scene, const Party& client, const knowledge::Flow& flow) {
    if (comes_by_internet(scene, api_name_answer(scene, client)))
        return client_by_public_api(scene, client.name);
    Passage whole;
    if (scene.control_plane.empty())
        merge(
            whole,
            stopped_by({missing_fact(resource_name(scene.cluster), "the subnets of the cluster")}));
    for (const Party& party : scene.control_plane)
        for (const int port : flow.ports) {
            Traffic traffic = traffic_to(flow, port);
            traffic.source_ports = client_ephemeral_ports;
            merge(whole, must_pass(scene.network, client, party, traffic));
        }
    return whole;
}

/// The TCP ports that security groups let a peer have: what the user invites, and therefore what
/// must work. Filters' admitted ports, however many groups they come from.
std::vector<PortRange> invited(const Filter& filter, const Party& source,
                               const Party& destination) {
    std::vector<PortRange> ports;
    const Boxes all{{source.addresses.front(), destination.addresses.front(), {}, {}}};
    for (const Box& box : divide(filter, all, Bound::Surely).admitted)
        if (box.source == all.front().source && box.destination == all.front().destination)
            ports.push_back(box.destination_ports);
    return ports;
}

Passage pass_ports(const Scene& scene, const Party& source, const Party& destination,
                   const std::vector<PortRange>& ports, const PortRange& source_ports) {
    Passage whole;
    for (const PortRange& range : ports)
        merge(whole,
              must_pass(scene.network, source, destination, {tcp_protocol, range, source_ports}));
    return whole;
}

/// What a client's network and some pods say to each other; nothing where no group invites it.
using Talk = std::optional<Passage> (*)(const Scene& scene, const Party& client, const Party& pods);

/// Groups that pods share with their node may invite to the node alone: where no reply of a pod
/// gets back to the client, they do.
bool is_for_pods(const Party& client, const Party& pods) {
    if (pods.translation == nullptr || pods.groups != pods.translation->node.groups)
        return true;
    const auto lost = calls_without_replies({client, pods, {}});
    return lost.empty() || lost.front().source.addresses != client.addresses;
}

std::optional<Passage> call_pods(const Scene& scene, const Party& client, const Party& pods) {
    if (!is_for_pods(client, pods))
        return std::nullopt;
    const auto ports = invited(ingress_filter(pods, client, tcp_protocol), client, pods);
    if (ports.empty())
        return std::nullopt;
    return pass_ports(scene, client, pods, ports, client_ephemeral_ports);
}

/// Where the node calls in its pods' stead it is the node's groups that invite.
std::optional<Passage> call_client(const Scene& scene, const Party& client, const Party& pods) {
    std::optional<Passage> whole;
    for (const Call& call : calls_as_seen({pods, client, {}}))
        for (const AddressRange& range : call.destination.addresses) {
            Party called = call.destination;
            called.addresses = {range};
            const auto ports =
                invited(egress_filter(call.source, called, tcp_protocol), call.source, called);
            if (ports.empty())
                continue;
            if (!whole)
                whole.emplace();
            merge(*whole, pass_ports(scene, call.source, called, ports, call.traffic.source_ports));
        }
    return whole;
}

/// The talk of a client's network with all pods of a node, if there is any, or may be.
std::optional<Passage> talk_with_pods(const Scene& scene, const Party& client,
                                      const NodeSource& node, Talk talk) {
    std::optional<Passage> whole;
    for (const Party& pods : node.pods.parties)
        if (auto passage = talk(scene, client, pods)) {
            if (!whole)
                whole.emplace();
            merge(*whole, std::move(*passage));
        }
    if (!whole && node.pods.missing.empty())
        return std::nullopt;
    Passage known = knowledge_of(node.pods);
    if (whole)
        merge(known, std::move(*whole));
    return known;
}

std::string pods_text(const NodeSource& node) {
    return "pods of " + node.name;
}

}  // namespace

std::vector<Proof> client_api_name(const Scene& scene, const knowledge::Flow& flow) {
    return for_each_client(scene, flow, cluster_host(scene.cluster), judge_name);
}

std::vector<Proof> client_api_server(const Scene& scene, const knowledge::Flow& flow) {
    return for_each_client(scene, flow, cluster_host(scene.cluster) + " " + ports_text(flow),
                           judge_server);
}

/// Client networks are of IPv4, so they never call a pod that has an IPv6 address.
std::vector<Proof> client_pods(const Scene& scene, const knowledge::Flow& flow) {
    std::vector<Proof> proofs;
    if (has_ipv6_pods(scene.cluster) == true)
        return proofs;
    for (const ClientNetwork& client : scene.network.question().clients)
        for (const NodeSource& node : scene.nodes)
            if (auto passage = talk_with_pods(scene, client_party(client), node, call_pods))
                proofs.push_back(proof_of(flow, client.name, pods_text(node), std::move(*passage)));
    return proofs;
}

std::vector<Proof> pod_client_network(const Scene& scene, const knowledge::Flow& flow) {
    std::vector<Proof> proofs;
    for (const ClientNetwork& client : scene.network.question().clients)
        for (const NodeSource& node : scene.nodes)
            if (auto passage = talk_with_pods(scene, client_party(client), node, call_client))
                proofs.push_back(proof_of(flow, pods_text(node), client.name, std::move(*passage)));
    return proofs;
}

}  // namespace inland::prove::flows
