// SPDX-License-Identifier: Apache-2.0
#include "prove/joins/coredns_forwards.h"

#include "prove/cause_kinds.h"
#include "prove/joins/addons.h"
#include "prove/joins/pods.h"
#include "prove/packets/connect.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace inland::prove {

namespace {

using coredns::ForwardServer;
using coredns::ForwardTransport;

std::string text_of(const ForwardServer& server) {
    return fmt::format("{} {}/{}", server.address.text(),
                       server.transport == ForwardTransport::Tls ? "tcp" : "udp,tcp", server.port);
}

std::vector<int> protocols_of(const ForwardServer& server) {
    return server.transport == ForwardTransport::Tls ? std::vector{tcp_protocol}
                                                     : std::vector{udp_protocol, tcp_protocol};
}

/// CoreDNS has its own address among those of Services.
bool is_cluster_itself(const Scene& scene, Ipv4Address address) {
    constexpr Ipv4Prefix loopback(Ipv4Address{0x7f000000}, 8);
    const auto& services = scene.cluster.service_cidr;
    return loopback.contains(address) ||
           (services.is_known() && services.value().contains(address));
}

Passage ask(const Scene& scene, const NodeSource& node, const ForwardServer& server) {
    if (is_cluster_itself(scene, server.address))
        return stopped_by({blocker_of(
            cause_kind::name_forwarded, resource_name(scene.cluster),
            fmt::format("{} is the cluster's own: CoreDNS asks itself", server.address.text()))});
    const auto party = party_at(scene.network, server.address);
    if (!party)
        return stopped_by({blocker_of(cause_kind::no_route, "",
                                      fmt::format("nobody has {}", server.address.text()))});
    return for_pods(node, [&](const Party& pods) {
        Passage whole;
        for (const int protocol : protocols_of(server))
            merge(whole, must_pass(scene.network, pods, *party,
                                   {protocol, {server.port, server.port}, client_ephemeral_ports}));
        return whole;
    });
}

}  // namespace

std::vector<coredns::Forward> coredns_forwards(const topology::Addon& addon) {
    const auto values = addon.configuration.is_known()
                            ? configuration_values(addon.configuration.value())
                            : std::nullopt;
    const auto* const text = values ? values->find("corefile") : nullptr;
    if (text == nullptr)
        return {};
    const auto corefile = coredns::parse_corefile(text->text);
    return corefile ? coredns::forwards_of(*corefile) : std::vector<coredns::Forward>();
}

std::vector<Proof> prove_coredns_forwards(const Scene& scene, const knowledge::Flow& flow) {
    const auto* const addon = installed(scene, "coredns");
    if (addon == nullptr)
        return {};
    std::set<ForwardServer> servers;
    for (const auto& forward : coredns_forwards(*addon))
        servers.insert(forward.servers.begin(), forward.servers.end());
    std::vector<Proof> proofs;
    for (const NodeSource& node : scene.nodes)
        for (const ForwardServer& server : servers)
            proofs.push_back(proof_of(flow, "coredns on " + node.name, text_of(server),
                                      ask(scene, node, server)));
    return proofs;
}

}  // namespace inland::prove
