// SPDX-License-Identifier: Apache-2.0
#include "design/designers.h"
#include "design/role_parts.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::design {
namespace {

using topology::Role;

std::string managed_policy(const Drawing& drawing, std::string_view name) {
    return drawing.expand(fmt::format("arn:{{partition}}:iam::aws:policy/{}", name));
}

void add_policies(const Drawing& drawing, std::string_view addon_name,
                  std::vector<std::string>& policies) {
    if (const auto* addon = drawing.tables.addon(addon_name))
        for (const auto& policy : addon->managed_policies)
            policies.push_back(drawing.expand(policy));
}

/// The machine's own needs, and those of the add-ons that run with the machine's role.
std::vector<std::string> node_policies(const Drawing& drawing) {
    std::vector<std::string> policies = {
        managed_policy(drawing, "AmazonEC2ContainerRegistryPullOnly"),
        managed_policy(drawing, "AmazonEKSWorkerNodePolicy")};
    add_policies(drawing, "vpc-cni", policies);  // EKS installs it also where nobody asks for it
    for (const auto& name : drawing.spec.addons)
        add_policies(drawing, name.value, policies);
    std::ranges::sort(policies);
    policies.erase(std::ranges::unique(policies).begin(), policies.end());
    return policies;
}

/// The role of the groups of that kind, if there are any: EKS takes the access entry of a managed
/// group's role away with the group, so nobody else may depend on that entry.
void add_node_role(Drawing& drawing, spec::NodeGroupKind kind, std::string_view name,
                   std::string why) {
    const auto& groups = drawing.spec.node_groups;
    const auto first = std::ranges::find_if(
        groups, [kind](const spec::NodeGroup& group) { return group.kind.value == kind; });
    if (first == groups.end())
        return;
    auto nodes = role_of(drawing, name, {drawing.expand("ec2.{suffix}"), {"sts:AssumeRole"}},
                         {"spec.nodeGroups", first->place, std::move(why)});
    nodes.managed_policies = node_policies(drawing);
    drawing.topology().add(std::move(nodes));
}

}  // namespace

void design_roles(Drawing& drawing) {
    const auto& spec = drawing.spec;
    auto cluster = role_of(drawing, "cluster", {"eks.amazonaws.com", {"sts:AssumeRole"}},
                           {"spec", spec.name.place,
                            "EKS manages the control plane's interfaces and load balancers as it"});
    cluster.managed_policies = std::vector{managed_policy(drawing, "AmazonEKSClusterPolicy")};
    drawing.topology().add(std::move(cluster));

    add_node_role(drawing, spec::NodeGroupKind::Managed, "nodes",
                  "node.identity: nodes join, pull images and give pods addresses as it");
    add_node_role(drawing, spec::NodeGroupKind::SelfManaged, "self-managed-nodes",
                  "node.identity: machines of self-managed groups join, pull images and give pods "
                  "addresses as it");
}

}  // namespace inland::design
