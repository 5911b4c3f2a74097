// SPDX-License-Identifier: Apache-2.0
#include "prove/joins/flows.h"
#include "prove/joins/ipv6.h"
#include "prove/joins/user_data_judgement.h"

namespace inland::prove::flows {

namespace {

/// From one source of nodes to the nodes of every group, its own included.
Passage to_all_nodes(const Scene& scene, const NodeSource& node, const knowledge::Flow& flow) {
    Passage whole;
    for (const NodeSource& other : scene.nodes)
        merge(whole, pass_by_family(scene, node.party, other.party, flow));
    return whole;
}

}  // namespace

Passage node_node(const Scene& scene, const NodeSource& node, const knowledge::Flow& flow) {
    return to_all_nodes(scene, node, flow);
}

/// CoreDNS pods may run on any node; a resolver asks by UDP and, for long answers, by TCP,
/// of the address that the node was told.
Passage pod_coredns(const Scene& scene, const NodeSource& node, const knowledge::Flow& flow) {
    Passage whole = to_all_nodes(scene, node, flow);
    knowledge::Flow by_tcp = flow;
    by_tcp.protocol = "tcp";
    merge(whole, to_all_nodes(scene, node, by_tcp));
    merge(whole, stopped_by(blockers_of(judge_user_data(scene, node), node, Harm::BreaksNames)));
    return whole;
}

Passage from_control_plane(const Scene& scene, const NodeSource& node,
                           const knowledge::Flow& flow) {
    Passage whole;
    if (scene.control_plane.empty())
        merge(
            whole,
            stopped_by({missing_fact(resource_name(scene.cluster), "the subnets of the cluster")}));
    for (const Party& party : scene.control_plane)
        merge(whole, pass_by_family(scene, party, node.party, flow));
    return whole;
}

}  // namespace inland::prove::flows
