// SPDX-License-Identifier: Apache-2.0
#include "prove/joins/flow_table.h"

#include "prove/joins/flows.h"
#include "prove/joins/service_reach.h"
#include "prove/names/interfaces.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::prove {

namespace {

using knowledge::Flow;

std::string to_title(const Scene& scene, const Flow& flow) {
    (void)scene;
    return flow.title;
}

std::string to_resolver(const Scene& scene, const Flow& flow) {
    (void)scene;
    return "the VPC's resolver " + ports_text(flow);
}

std::string to_api(const Scene& scene, const Flow& flow) {
    return cluster_host(scene.cluster) + " " + ports_text(flow);
}

std::string to_nodes(const Scene& scene, const Flow& flow) {
    (void)scene;
    return "all nodes " + ports_text(flow);
}

std::string to_coredns(const Scene& scene, const Flow& flow) {
    (void)scene;
    return fmt::format("CoreDNS on all nodes udp,tcp/{}",
                       flow.ports.empty() ? 53 : flow.ports.front());
}

std::string to_internet(const Scene& scene, const Flow& flow) {
    (void)scene;
    (void)flow;
    return "the internet";
}

std::string to_service(const Scene& scene, const Flow& flow) {
    const auto* service = scene.network.tables().service(flow.service);
    return (service ? service_host(scene.network, *service) : flow.service) + " tcp/443";
}

/// Flows whose packets come from a node, or whose subject it is.
constexpr std::array node_rows{
    NodeFlowRow{"node.dns", flows::node_dns, to_resolver},
    NodeFlowRow{"node.api-server", flows::node_api_server, to_api},
    NodeFlowRow{"node.user-data", flows::node_user_data, to_title},
    NodeFlowRow{"node.identity", flows::node_identity, to_title},
    NodeFlowRow{"node.images", flows::node_images, to_title},
    NodeFlowRow{"node.node", flows::node_node, to_nodes},
    NodeFlowRow{"pod.coredns", flows::pod_coredns, to_coredns},
    NodeFlowRow{"internet.egress", flows::internet_egress, to_internet},
};
constexpr NodeFlowRow service_row{"", flows::node_service, to_service};

/// Flows towards a node: the node is what the row is about, and its destination.
struct InboundRow {
    std::string_view id;
    NodeFlow prove;
    std::string_view from;
};
constexpr std::array inbound_rows{
    InboundRow{"control-plane.kubelet", flows::control_plane_to_node, "the control plane"},
    InboundRow{"control-plane.webhook", flows::control_plane_to_pods, "the control plane"},
    InboundRow{"internet.ingress", flows::internet_ingress, "the internet"},
};

/// Flows that are a cluster's matter, or that make their own rows; one may have several.
struct ClusterRow {
    std::string_view id;
    std::vector<Proof> (*prove)(const Scene& scene, const Flow& flow);
};
constexpr std::array cluster_rows{
    ClusterRow{"node.images", flows::client_registries},
    ClusterRow{"dns.forward", flows::dns_forward},
    ClusterRow{"internet.ingress", flows::public_api},
    ClusterRow{"internet.ingress", flows::public_load_balancers},
    ClusterRow{"client.api-name", flows::client_api_name},
    ClusterRow{"client.api-server", flows::client_api_server},
    ClusterRow{"client.pods", flows::client_pods},
    ClusterRow{"client.load-balancer", flows::client_load_balancers},
    ClusterRow{"client.load-balancer", flows::client_awaited_load_balancers},
    ClusterRow{"pod.client-network", flows::pod_client_network},
    ClusterRow{"pod.sts", flows::pod_sts},
    ClusterRow{"pod.eks-auth", flows::pod_eks_auth},
    ClusterRow{"cluster.subnets", flows::cluster_subnets},
    ClusterRow{"addon.{addon}.{service}", flows::addon_services},
    ClusterRow{"operator.{service}", flows::operator_services},
};

template <typename Rows>
const auto* row_of(const Rows& rows, std::string_view id) {
    const auto found = std::ranges::find_if(rows, [&](const auto& row) { return row.id == id; });
    return found == rows.end() ? nullptr : &*found;
}

/// What the user wants is not forbidden.
bool is_wanted(const Scene& scene, const Flow& flow) {
    const Wishes& wishes = scene.network.question().wishes;
    return (flow.id == "internet.egress" && wishes.egress == Wish::Wanted) ||
           (flow.id == "internet.ingress" && wishes.ingress == Wish::Wanted);
}

/// A service's flow is asked of the systems that call it: those that the tables name for it.
bool is_asked(const Scene& scene, const NodeSource& node, const Flow& flow) {
    const auto& systems = flow.operating_systems;
    if (!systems.empty() && std::ranges::find(systems, node.operating_system) == systems.end())
        return false;
    if (flow.service.empty())
        return true;
    const auto& services = scene.network.tables().node_services;
    const auto called = services.find(node.operating_system);
    return called == services.end() ||
           std::ranges::find(called->second, flow.service) != called->second.end();
}

void add_node_rows(std::vector<Proof>& proofs, const Scene& scene, const Flow& flow,
                   const NodeFlowRow& row) {
    for (const NodeSource& node : scene.nodes)
        if (is_asked(scene, node, flow))
            proofs.push_back(
                proof_of(flow, node.name, row.to(scene, flow), row.prove(scene, node, flow)));
}

void add_inbound_rows(std::vector<Proof>& proofs, const Scene& scene, const Flow& flow,
                      const InboundRow& row) {
    const std::string ports = flow.ports.empty() ? std::string() : " " + ports_text(flow);
    for (const NodeSource& node : scene.nodes)
        proofs.push_back(
            proof_of(flow, std::string(row.from), node.name + ports, row.prove(scene, node, flow)));
}

/// A flow by its id; of a family ("addon.coredns.ec2") with the member's id and service in it.
std::optional<Flow> flow_of(const Scene& scene, std::string_view id) {
    const Flow* known = scene.network.tables().flow(id);
    if (known == nullptr)
        return std::nullopt;
    Flow flow = *known;
    if (flow.id != id && flow.service.empty())
        flow.service = id.substr(id.find('.', id.find('.') + 1) + 1);
    flow.id = id;
    return flow;
}

}  // namespace

const NodeFlowRow* node_flow(const Flow& flow) {
    if (const auto* row = row_of(node_rows, flow.id))
        return row;
    const bool to_service = !flow.service.empty() && flow.id.starts_with("node.");
    return to_service ? &service_row : nullptr;
}

std::vector<Proof> prove_rows(const Scene& scene, const Flow& flow) {
    std::vector<Proof> proofs;
    const bool asked = !is_wanted(scene, flow);
    if (const auto* row = asked ? node_flow(flow) : nullptr)
        add_node_rows(proofs, scene, flow, *row);
    if (const auto* row = asked ? row_of(inbound_rows, flow.id) : nullptr)
        add_inbound_rows(proofs, scene, flow, *row);
    for (const ClusterRow& row : cluster_rows)
        if (row.id == flow.id)
            std::ranges::move(row.prove(scene, flow), std::back_inserter(proofs));
    return proofs;
}

std::vector<Proof> prove_all(const Scene& scene) {
    std::vector<Proof> proofs;
    for (const Flow& flow : scene.network.tables().flows)
        std::ranges::move(prove_rows(scene, flow), std::back_inserter(proofs));
    return proofs;
}

Proof prove_for_node(const Scene& scene, const NodeSource& node, std::string_view flow_id) {
    const auto flow = flow_of(scene, flow_id);
    if (!flow) {
        const Flow unnamed{.id = std::string(flow_id)};
        return proof_of(unnamed, node.name, "",
                        stopped_by({missing_fact("", "the flow " + std::string(flow_id))}));
    }
    if (const auto* row = row_of(inbound_rows, flow->id))
        return proof_of(*flow, std::string(row->from), node.name, row->prove(scene, node, *flow));
    const NodeFlowRow* row = node_flow(*flow);
    const NodeFlowRow& chosen = row != nullptr ? *row : service_row;
    return proof_of(*flow, node.name, chosen.to(scene, *flow), chosen.prove(scene, node, *flow));
}

}  // namespace inland::prove
