// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/joins/proof.h"
#include "prove/joins/scene.h"

#include <functional>
#include <string_view>
#include <vector>

namespace inland::prove {

/// Proves a flow for one source of nodes.
using NodeFlow = Passage (*)(const Scene& scene, const NodeSource& node,
                             const knowledge::Flow& flow);

/// What a node's flow goes to, in words, beside how it is proven.
struct NodeFlowRow {
    std::string_view id;
    NodeFlow prove;
    std::string (*to)(const Scene& scene, const knowledge::Flow& flow);
};

/// The node flow of this id; null when the flow is no single node's matter. Flows of nodes to a
/// service of AWS have no row of their own: the tables say all about them.
const NodeFlowRow* node_flow(const knowledge::Flow& flow);

/// Every row of one flow in one cluster.
std::vector<Proof> prove_rows(const Scene& scene, const knowledge::Flow& flow);

/// Every row of every flow in one cluster.
std::vector<Proof> prove_all(const Scene& scene);

/// One flow, for one source of nodes; `flow_id` may be of a family: "addon.coredns.ec2". Unknown
/// when the tables have no such flow.
Proof prove_for_node(const Scene& scene, const NodeSource& node, std::string_view flow_id);

}  // namespace inland::prove
