// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/joins/scene.h"
#include "prove/packets/passage.h"
#include "prove/policies/service_calls.h"

#include <string_view>
#include <vector>

namespace inland::prove {

/// The machines' service, which assumes nodes' roles (EKS User Guide, Node IAM role).
inline constexpr std::string_view machines_service = "ec2.amazonaws.com";

/// What a flow of a node, or of an add-on's pods on it, asks of the flow's service, and with whose
/// role: an add-on's own where it has one, else the node's.
ServiceCalls calls_of(const Scene& scene, const NodeSource& node, const knowledge::Flow& flow);

/// Whether the role that signs may make these calls, and, of a node's own role, whether machines
/// may assume it at all.
Passage may_call(const Scene& scene, const NodeSource& node, const ServiceCalls& asked);

/// Whether EC2 may assume the role, without which a node has no credentials.
Passage may_be_node(const Scene& scene, const NodeSource& node);

/// The add-on whose flow "addon.vpc-cni.ec2" is; null for other flows.
const knowledge::Addon* addon_of_flow(const knowledge::Tables& tables, std::string_view flow);

/// The calls of a flow by its id; of "addon.vpc-cni.ec2" those of the add-on that go to the
/// service.
std::vector<knowledge::Call> calls_of_flow(const knowledge::Tables& tables, std::string_view flow);

}  // namespace inland::prove
