// SPDX-License-Identifier: Apache-2.0
// What a controller makes for a Service of type LoadBalancer, before anybody asks for one: an
// internal load balancer in the subnets that are tagged for it.
#include "prove/joins/flows.h"

namespace inland::prove::flows {

namespace {

/// AWS Load Balancer Controller, subnet discovery: "1" or nothing as the value.
constexpr const char* internal_tag = "kubernetes.io/role/internal-elb";

bool is_tagged(const topology::Subnet& subnet) {
    const auto tag = subnet.tags.find(internal_tag);
    return tag != subnet.tags.end() && (tag->second.empty() || tag->second == "1");
}

/// The controller gives it a group that admits what the Service says.
Party balancer_in(const Scene& scene, const topology::Subnet& subnet) {
    auto party = subnet_party(scene.network, subnet.key,
                              "an internal load balancer in " + resource_name(subnet));
    party->group_rule = GroupRule::None;
    party->owner_type = topology::LoadBalancer::type;  // of no owner yet
    return *std::move(party);
}

std::vector<Party> balancers(const Scene& scene) {
    std::vector<Party> parties;
    for (const auto& [key, subnet] : scene.network.topology().all<topology::Subnet>()) {
        const SubnetView* view = scene.network.subnet(key);
        if (view != nullptr && view->vpc == scene.vpc && is_tagged(subnet))
            parties.push_back(balancer_in(scene, subnet));
    }
    return parties;
}

Passage judge(const Scene& scene, const Party& client, const knowledge::Flow& flow,
              const std::vector<Party>& parties) {
    Passage whole;
    for (const Party& party : parties)
        for (const int port : flow.ports) {
            Traffic traffic = traffic_to(flow, port);
            traffic.source_ports = client_ephemeral_ports;
            merge(whole, must_pass(scene.network, client, party, traffic));
        }
    whole.assumptions.push_back(
        "the security group that a controller gives the load balancer "
        "admits " +
        client.name);
    return whole;
}

}  // namespace

std::vector<Proof> client_awaited_load_balancers(const Scene& scene, const knowledge::Flow& flow) {
    std::vector<Proof> proofs;
    const auto parties = scene.vpc == nullptr ? std::vector<Party>() : balancers(scene);
    if (parties.empty())
        return proofs;
    for (const ClientNetwork& client : scene.network.question().clients)
        proofs.push_back(
            proof_of(flow, client.name,
                     "an internal load balancer in the subnets tagged for one, " + ports_text(flow),
                     judge(scene, client_party(client), flow, parties)));
    return proofs;
}

}  // namespace inland::prove::flows
