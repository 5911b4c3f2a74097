// SPDX-License-Identifier: Apache-2.0
#include "prove/joins/flows.h"
#include "prove/joins/ipv6.h"
#include "prove/joins/pods.h"
#include "prove/joins/user_data_judgement.h"

#include <utility>

namespace inland::prove::flows {

namespace {

/// From a party to the pods of every group of nodes.
Passage to_all_pods(const Scene& scene, const Party& source, const knowledge::Flow& flow) {
    Passage whole;
    for (const NodeSource& other : scene.nodes)
        merge(whole, for_pods(other, [&](const Party& pods) {
                  return pass_by_family(scene, source, pods, flow);
              }));
    return whole;
}

/// From a party to the nodes of every group and their pods.
Passage to_everybody(const Scene& scene, const Party& source, const knowledge::Flow& flow) {
    Passage whole;
    for (const NodeSource& other : scene.nodes) {
        for (const Party* place : places_of(other))
            merge(whole, pass_by_family(scene, source, *place, flow));
        merge(whole, knowledge_of(other.pods));
    }
    return whole;
}

Passage no_control_plane(const Scene& scene) {
    return stopped_by({missing_fact(resource_name(scene.cluster), "the subnets of the cluster")});
}

}  // namespace

Passage node_node(const Scene& scene, const NodeSource& node, const knowledge::Flow& flow) {
    Passage whole;
    for (const Party* place : places_of(node))
        merge(whole, to_everybody(scene, *place, flow));
    merge(whole, knowledge_of(node.pods));
    return whole;
}

/// CoreDNS pods may run on any node; a resolver asks by UDP and, for long answers, by TCP,
/// of the address that the node was told.
Passage pod_coredns(const Scene& scene, const NodeSource& node, const knowledge::Flow& flow) {
    knowledge::Flow by_tcp = flow;
    by_tcp.protocol = "tcp";
    Passage whole;
    for (const knowledge::Flow* asked : {&flow, &std::as_const(by_tcp)})
        merge(whole,
              for_pods(node, [&](const Party& pods) { return to_all_pods(scene, pods, *asked); }));
    merge(whole, stopped_by(blockers_of(judge_user_data(scene, node), node, Harm::BreaksNames)));
    return whole;
}

Passage control_plane_to_node(const Scene& scene, const NodeSource& node,
                              const knowledge::Flow& flow) {
    Passage whole;
    if (scene.control_plane.empty())
        merge(whole, no_control_plane(scene));
    for (const Party& party : scene.control_plane)
        merge(whole, pass_by_family(scene, party, node.party, flow));
    return whole;
}

/// Webhooks are pods, mostly; some share their node's network.
Passage control_plane_to_pods(const Scene& scene, const NodeSource& node,
                              const knowledge::Flow& flow) {
    Passage whole = control_plane_to_node(scene, node, flow);
    for (const Party& party : scene.control_plane)
        for (const Party* place : places_of(node))
            if (place != &node.party)
                merge(whole, pass_by_family(scene, party, *place, flow));
    merge(whole, knowledge_of(node.pods));
    return whole;
}

}  // namespace inland::prove::flows
