// SPDX-License-Identifier: Apache-2.0
#include "prove/cause_kinds.h"
#include "prove/joins/flows.h"
#include "prove/joins/ipv6.h"
#include "prove/joins/pods.h"
#include "prove/joins/public_api.h"
#include "prove/joins/role_calls.h"
#include "prove/joins/service_reach.h"
#include "prove/names/interfaces.h"
#include "prove/names/resolver.h"

namespace inland::prove::flows {

namespace {

std::vector<Blocker> blockers_of(const std::vector<Cause>& causes) {
    std::vector<Blocker> blockers;
    for (const Cause& cause : causes)
        blockers.push_back(blocker_of(cause));
    return blockers;
}

Passage reach_control_plane(const Scene& scene, const Party& source, const knowledge::Flow& flow) {
    Passage whole;
    for (const std::string& missing : scene.missing)
        merge(whole, stopped_by({missing_fact(resource_name(scene.cluster), missing)}));
    if (scene.control_plane.empty())
        merge(
            whole,
            stopped_by({missing_fact(resource_name(scene.cluster), "the subnets of the cluster")}));
    for (const Party& party : scene.control_plane)
        merge(whole, must_pass_all(scene.network, source, party, flow));
    if (has_ipv6_pods(scene.cluster) != false)  // its name has addresses of both families
        for (const Party& party : scene.control_plane)
            merge(whole, pass_by_family(scene, source, party, flow));
    return whole;
}

/// By the internet: nodes need a way out, and the API must admit the address that they come from.
Passage reach_public_api(const Scene& scene, const NodeSource& node, const Answer& answer,
                         const knowledge::Flow& flow) {
    const bool is_public =
        scene.cluster.endpoint_public_access.value_or_default(true).value_or(false);
    Passage passage = must_pass(scene.network, node.party, internet_service("the Kubernetes API"),
                                traffic_to(flow, flow.ports.empty() ? 443 : flow.ports.front()));
    if (!is_public)
        return stopped_by(blockers_of(answer.causes));
    if (passage.outcome == Outcome::Fails) {
        merge(passage, stopped_by(blockers_of(answer.causes)));
        return passage;
    }
    merge(passage, admitted_by_public_api(scene, node));
    return passage;
}

/// Of add-ons, those that do not share their node's network.
bool is_called_by_pods(const Scene& scene, const knowledge::Flow& flow) {
    const auto* addon = addon_of_flow(scene.network.tables(), flow.id);
    return addon == nullptr ? flow.from == "pod" : !addon->host_network;
}

}  // namespace

Passage node_dns(const Scene& scene, const NodeSource& node, const knowledge::Flow& flow) {
    (void)flow;  // security groups and network ACLs do not see what goes to the VPC's resolver
    Passage passage =
        stopped_by(blockers_of(resolver_causes(scene.network, *node.party.subnet->vpc)));
    if (passage.outcome == Outcome::Holds)
        passage.path.push_back("the VPC's resolver answers, private zones included");
    return passage;
}

Passage node_api_server(const Scene& scene, const NodeSource& node, const knowledge::Flow& flow) {
    const Answer answer = resolve(scene.network, place_of(node.party), cluster_host(scene.cluster));
    if (answer.kind == AnswerKind::Public)
        return reach_public_api(scene, node, answer, flow);
    Passage passage = stopped_by(blockers_of(answer.causes));
    passage.path.insert(passage.path.begin(), answer.steps.begin(), answer.steps.end());
    Passage packets = reach_control_plane(scene, node.party, flow);
    packets.path.insert(packets.path.begin(), answer.steps.begin(), answer.steps.end());
    packets.names.push_back(
        {node.party.subnet->subnet->key, cluster_host(scene.cluster), answer.resources});
    if (passage.outcome == Outcome::Holds)
        return packets;
    merge(passage, std::move(packets));
    return passage;
}

Passage node_service(const Scene& scene, const NodeSource& node, const knowledge::Flow& flow) {
    const auto* service = scene.network.tables().service(flow.service);
    if (service == nullptr)
        return stopped_by({missing_fact("", "the service " + flow.service)});
    const ServiceCalls asked = calls_of(scene, node, flow);
    const auto reach = [&](const Party& source) {
        return reach_service(scene.network, source, *service, asked);
    };
    Passage passage = is_called_by_pods(scene, flow) ? for_pods(node, reach) : reach(node.party);
    merge(passage, may_call(scene, node, asked));
    return passage;
}

}  // namespace inland::prove::flows
