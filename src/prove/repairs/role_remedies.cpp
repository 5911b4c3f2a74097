// SPDX-License-Identifier: Apache-2.0
#include "prove/joins/role_calls.h"
#include "prove/policies/role_policies.h"
#include "prove/repairs/remedy.h"

#include <array>

#include <fmt/format.h>

namespace inland::prove {

namespace {

using topology::Role;

/// What AWS gives the roles of nodes (EKS User Guide, Amazon EKS node IAM role, 2026-08).
constexpr std::array node_policies{
    "arn:{partition}:iam::aws:policy/AmazonEKSWorkerNodePolicy",
    "arn:{partition}:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly",
    "arn:{partition}:iam::aws:policy/AmazonEKS_CNI_Policy",
};

constexpr std::string_view node_trust =
    R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",)"
    R"("Principal":{"Service":"ec2.amazonaws.com"}}]})";

void attach_to(Role& role, const std::string& policy) {
    if (!role.managed_policies.is_known())
        role.managed_policies = std::vector<std::string>{};
    role.managed_policies.mutable_value().push_back(policy);
}

Remedy attach(const Role& role, std::string policy) {
    return {
        fmt::format("attach {} to {}", policy.substr(policy.rfind('/') + 1), resource_name(role)),
        [key = role.key, policy](topology::Topology& topology) {
            attach_to(topology.all<Role>()[key], policy);
        }};
}

Remedy trust_machines(const Role& role) {
    return {fmt::format("let ec2.amazonaws.com assume {}", resource_name(role)),
            [key = role.key](topology::Topology& topology) {
                topology.all<Role>()[key].assume_role_policy = std::string(node_trust);
            }};
}

bool would_do(const Complaint& complaint, Role role, const std::string& policy) {
    attach_to(role, policy);
    const auto& network = complaint.scene.network;
    const ServiceCalls asked{&role, &complaint.scene.cluster,
                             calls_of_flow(network.tables(), complaint.verdict.flow)};
    return judge_role_policies(network, asked).outcome == Outcome::Holds;
}

}  // namespace

std::vector<Remedy> allow_calls(const Complaint& complaint) {
    const auto& network = complaint.scene.network;
    const auto* role = network.topology().find<Role>(complaint.blocker.key);
    if (role == nullptr)
        return {};
    if (judge_trust(network, *role, machines_service).outcome == Outcome::Fails)
        return {trust_machines(*role)};
    std::vector<Remedy> remedies;
    for (const auto* each : node_policies) {
        const std::string policy = knowledge::expand(each, network.placeholders());
        if (would_do(complaint, *role, policy))
            remedies.push_back(attach(*role, policy));
    }
    return remedies;
}

}  // namespace inland::prove
