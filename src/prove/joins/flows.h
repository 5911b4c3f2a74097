// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/joins/proof.h"
#include "prove/joins/scene.h"

#include <string>
#include <vector>

/// The proofs of single flows, by who they are about. flow_table.cpp says which id each one proves.
namespace inland::prove::flows {

// node_flows.cpp: one source of nodes, one verdict.
Passage node_dns(const Scene& scene, const NodeSource& node, const knowledge::Flow& flow);
Passage node_api_server(const Scene& scene, const NodeSource& node, const knowledge::Flow& flow);
Passage node_service(const Scene& scene, const NodeSource& node, const knowledge::Flow& flow);
// user_data_flow.cpp
Passage node_user_data(const Scene& scene, const NodeSource& node, const knowledge::Flow& flow);
// identity_flow.cpp
Passage node_identity(const Scene& scene, const NodeSource& node, const knowledge::Flow& flow);
// image_flow.cpp
Passage node_images(const Scene& scene, const NodeSource& node, const knowledge::Flow& flow);
/// One row for each of the user's registries.
std::vector<Proof> client_registries(const Scene& scene, const knowledge::Flow& flow);
// forwarder_flow.cpp: one row for each name server that a registry's domain is forwarded to.
std::vector<Proof> dns_forward(const Scene& scene, const knowledge::Flow& flow);
// neighbour_flows.cpp
Passage node_node(const Scene& scene, const NodeSource& node, const knowledge::Flow& flow);
Passage pod_coredns(const Scene& scene, const NodeSource& node, const knowledge::Flow& flow);
Passage control_plane_to_node(const Scene& scene, const NodeSource& node,
                              const knowledge::Flow& flow);
Passage control_plane_to_pods(const Scene& scene, const NodeSource& node,
                              const knowledge::Flow& flow);
// internet_flows.cpp
Passage internet_egress(const Scene& scene, const NodeSource& node, const knowledge::Flow& flow);
Passage internet_ingress(const Scene& scene, const NodeSource& node, const knowledge::Flow& flow);
std::vector<Proof> public_api(const Scene& scene, const knowledge::Flow& flow);
// client_flows.cpp
std::vector<Proof> client_api_name(const Scene& scene, const knowledge::Flow& flow);
std::vector<Proof> client_api_server(const Scene& scene, const knowledge::Flow& flow);
std::vector<Proof> client_pods(const Scene& scene, const knowledge::Flow& flow);
std::vector<Proof> pod_client_network(const Scene& scene, const knowledge::Flow& flow);
// load_balancer_flows.cpp
std::vector<Proof> client_load_balancers(const Scene& scene, const knowledge::Flow& flow);
std::vector<Proof> public_load_balancers(const Scene& scene, const knowledge::Flow& flow);
// awaited_load_balancers.cpp
std::vector<Proof> client_awaited_load_balancers(const Scene& scene, const knowledge::Flow& flow);
// web_identity_flow.cpp
std::vector<Proof> pod_sts(const Scene& scene, const knowledge::Flow& flow);
/// Whose row there is the one of an add-on's pods; "": of all other pods.
std::string caller_of_sts(std::string_view addon, const NodeSource& node);
// operator_flows.cpp: one row for each API that Inland calls for the cluster, from where it runs.
std::vector<Proof> operator_services(const Scene& scene, const knowledge::Flow& flow);
// subnet_flow.cpp
/// What is free in a subnet once the planned endpoints stand in it.
std::int64_t planned_addresses(const SubnetView& view);
std::vector<Proof> cluster_subnets(const Scene& scene, const knowledge::Flow& flow);
// room_for_nodes.cpp: for each group, whether its subnets hold the machines that it starts with.
std::vector<Proof> room_for_nodes(const Scene& scene, const knowledge::Flow& flow);
// addon_flows.cpp
std::vector<Proof> addon_services(const Scene& scene, const knowledge::Flow& flow);
// pod_identity_flow.cpp
std::vector<Proof> pod_eks_auth(const Scene& scene, const knowledge::Flow& flow);

}  // namespace inland::prove::flows
