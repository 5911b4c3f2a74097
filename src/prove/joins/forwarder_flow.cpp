// SPDX-License-Identifier: Apache-2.0
#include "prove/cause_kinds.h"
#include "prove/joins/coredns_forwards.h"
#include "prove/joins/flows.h"
#include "prove/names/resolution.h"
#include "prove/packets/connect.h"
#include "prove/packets/parties.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::prove::flows {

namespace {

using topology::DnsTarget;
using topology::ResolverEndpoint;
using topology::ResolverRule;

/// Short questions go by UDP; what does not fit is asked again by TCP.
constexpr std::array protocols{udp_protocol, tcp_protocol};
/// AWS does not say which of its ports Resolver asks from, so replies must get back to any.
constexpr PortRange source_ports = nat_ephemeral_ports;

Passage ask_from(const Network& network, const ResolverEndpoint& endpoint,
                 const DnsTarget& target) {
    Passage whole;
    const auto server = party_at(network, target.address);
    if (!server)
        return stopped_by({blocker_of(cause_kind::no_route, "",
                                      fmt::format("nobody has {}", target.address.text()))});
    for (const Place& place : places_of_endpoint(network, endpoint)) {
        auto source = party_of(network, place);
        if (!source)
            return stopped_by({missing_fact(place.subnet, "subnet " + place.subnet)});
        source->owner_type = ResolverEndpoint::type;
        source->owner = endpoint.key;
        for (const int protocol : protocols)
            merge(whole, must_pass(network, *source, *server,
                                   {protocol, {target.port, target.port}, source_ports}));
    }
    return whole;
}

Passage ask(const Network& network, const ResolverRule& rule, const DnsTarget& target) {
    const auto* endpoint = network.topology().find(rule.endpoint);
    if (endpoint == nullptr || places_of_endpoint(network, *endpoint).empty())
        return stopped_by(
            {missing_fact(resource_name(rule), "where the rule's outbound endpoint is")});
    return ask_from(network, *endpoint, target);
}

std::string asker(const Network& network, const ResolverRule& rule) {
    const auto* endpoint = network.topology().find(rule.endpoint);
    return endpoint == nullptr ? resource_name(rule) : resource_name(*endpoint);
}

/// The rules by which the cluster's VPC finds the registries that its nodes pull from.
std::vector<const ResolverRule*> rules_of(const Scene& scene) {
    std::vector<const ResolverRule*> rules;
    if (scene.vpc != nullptr)
        for (const ClientRegistry& registry : scene.network.question().registries)
            if (const auto* rule = rule_of(*scene.vpc, registry.host);
                rule != nullptr && is_forwarding(*rule) &&
                std::ranges::find(rules, rule) == rules.end())
                rules.push_back(rule);
    return rules;
}

}  // namespace

std::vector<Proof> dns_forward(const Scene& scene, const knowledge::Flow& flow) {
    std::vector<Proof> proofs;
    for (const ResolverRule* rule : rules_of(scene))
        if (rule->targets.is_known())
            for (const DnsTarget& target : rule->targets.value())
                proofs.push_back(
                    proof_of(flow, asker(scene.network, *rule),
                             fmt::format("{} udp,tcp/{}", target.address.text(), target.port),
                             ask(scene.network, *rule, target)));
    std::ranges::move(prove_coredns_forwards(scene, flow), std::back_inserter(proofs));
    return proofs;
}

}  // namespace inland::prove::flows
