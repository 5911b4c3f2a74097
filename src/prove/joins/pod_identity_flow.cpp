// SPDX-License-Identifier: Apache-2.0
// EKS Pod Identity: an agent on each node trades pods' tokens for the roles of associations.
#include "prove/cause_kinds.h"
#include "prove/joins/addons.h"
#include "prove/joins/flows.h"
#include "prove/joins/service_reach.h"
#include "prove/policies/role_policies.h"
#include "topology/ownership.h"
#include "topology/pod_identity_association.h"
#include "topology/service_account_tag.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::prove::flows {

namespace {

using topology::Attribute;
using topology::PodIdentityAssociation;

constexpr std::string_view agent = "eks-pod-identity-agent";
/// Who assumes the roles, and what it needs to (EKS User Guide, Create IAM role with trust policy
/// required by EKS Pod Identity).
constexpr std::string_view pods_service = "pods.eks.amazonaws.com";
constexpr std::array<std::string_view, 2> pods_actions{"sts:AssumeRole", "sts:TagSession"};
/// Session tags that EKS gives (EKS User Guide, Grant Pods access based on tags).
constexpr std::array tag_names{"eks-cluster-arn",      "eks-cluster-name",
                               "kubernetes-namespace", "kubernetes-service-account",
                               "kubernetes-pod-name",  "kubernetes-pod-uid"};

bool is_of(const Scene& scene, const PodIdentityAssociation& association) {
    return association.cluster.is_known() && association.cluster.value().key == scene.cluster.key;
}

std::string text_of(const Attribute<std::string>& text) {
    return text.is_known() ? text.value() : "*";
}

void tell(TrustRequest& asked, std::string key, const Attribute<std::string>& value) {
    if (value.is_known() && !value.value().empty())
        asked.context[std::move(key)] = {value.value()};
    else
        asked.unknown_keys.insert(std::move(key));
}

Attribute<std::string> cluster_arn(const Scene& scene) {
    const auto& topology = scene.network.topology();
    if (topology.account.empty() || !scene.cluster.cluster_name.is_known())
        return Attribute<std::string>::unknown();
    return knowledge::expand(fmt::format("arn:{{partition}}:eks:{{region}}:{}:cluster/{}",
                                         topology.account, scene.cluster.cluster_name.value()),
                             scene.network.placeholders());
}

/// What EKS asks STS for the association's pods.
TrustRequest request_for(const Scene& scene, const PodIdentityAssociation& association,
                         std::string_view action) {
    constexpr std::string_view tag = "aws:requesttag/";
    TrustRequest asked{.action = action, .context = {}, .unknown_keys = {"sts:*"}};
    const auto tell_tag = [&](std::string_view name, const Attribute<std::string>& value) {
        tell(asked, std::string(tag).append(name), value);
    };
    tell(asked, "aws:sourceaccount", scene.network.topology().account);
    tell(asked, "aws:sourcearn", cluster_arn(scene));
    tell_tag("eks-cluster-arn", cluster_arn(scene));
    tell_tag("eks-cluster-name", scene.cluster.cluster_name);
    tell_tag("kubernetes-namespace", association.namespace_name);
    tell_tag("kubernetes-service-account", association.service_account);
    tell_tag("kubernetes-pod-name", {});
    tell_tag("kubernetes-pod-uid", {});
    asked.context["aws:tagkeys"] = {tag_names.begin(), tag_names.end()};
    return asked;
}

Passage trust_of(const Scene& scene, const PodIdentityAssociation& association) {
    const auto* role = scene.network.topology().find(association.role);
    if (role == nullptr)
        return stopped_by({missing_fact(resource_name(association),
                                        "the role of " + resource_name(association))});
    Passage whole;
    for (const std::string_view action : pods_actions) {
        auto judgement = judge_trust(scene.network, *role, pods_service,
                                     request_for(scene, association, action));
        if (judgement.outcome == Outcome::Unknown)
            merge(whole,
                  stopped_by({missing_fact(resource_name(*role), std::move(judgement.detail))}));
        if (judgement.outcome == Outcome::Fails)
            merge(whole,
                  stopped_by({blocker_of(
                      cause_kind::iam_policy, resource_name(*role),
                      fmt::format("its trust policy does not allow {} to {}", action, pods_service),
                      role->key)}));
    }
    return whole;
}

/// Pods find the agent at an address of their own node.
Passage agent_of(const Scene& scene, const PodIdentityAssociation& association) {
    if (installed(scene, agent) != nullptr)
        return {};
    const bool is_told =
        !scene.network.is_missing(topology::Addon::type) && !may_be_hidden(scene, agent);
    if (!is_told)
        return stopped_by({missing_fact(resource_name(scene.cluster),
                                        fmt::format("whether the add-on {} is there", agent))});
    Passage passage = stopped_by({blocker_of(
        cause_kind::addon_missing, resource_name(association),
        fmt::format("the cluster has no add-on {}, which gives pods the role", agent))});
    passage.assumptions.push_back(fmt::format("nobody installs {} by other means", agent));
    return passage;
}

/// What each node's agent comes to.
std::vector<Passage> agents_of(const Scene& scene, const knowledge::Flow& flow) {
    std::vector<Passage> agents;
    if (installed(scene, agent) != nullptr)
        for (const NodeSource& node : scene.nodes)
            agents.push_back(flows::node_service(scene, node, flow));
    return agents;
}

Passage get_role(const Scene& scene, const PodIdentityAssociation& association,
                 const std::vector<Passage>& agents) {
    Passage whole = agent_of(scene, association);
    merge(whole, trust_of(scene, association));
    for (const Passage& passage : agents)
        merge(whole, passage);
    return whole;
}

/// "shop/orders" of a role that Inland made for pods of this cluster to get from EKS, else "".
std::string account_of(const Scene& scene, const topology::Role& role) {
    const bool is_for_pods =
        role.assume_role_policy.is_known() &&
        role.assume_role_policy.value().find(pods_service) != std::string::npos;
    if (!is_for_pods || !scene.cluster.cluster_name.is_known() ||
        !topology::is_owned(role, scene.cluster.cluster_name.value()))
        return {};
    return topology::tag_value(role.tags, topology::service_account_tag);
}

bool is_associated(const Scene& scene, const std::string& account) {
    const auto& all = scene.network.topology().all<PodIdentityAssociation>();
    return std::ranges::any_of(all, [&](const auto& entry) {
        const auto& association = entry.second;
        return is_of(scene, association) &&
               account == fmt::format("{}/{}", text_of(association.namespace_name),
                                      text_of(association.service_account));
    });
}

/// Roles that are nobody's yet, or no more.
void add_unassociated(const Scene& scene, const knowledge::Flow& flow, const std::string& to,
                      std::vector<Proof>& proofs) {
    if (scene.network.is_missing(PodIdentityAssociation::type))
        return;
    for (const auto& [key, role] : scene.network.topology().all<topology::Role>()) {
        const auto account = account_of(scene, role);
        if (!account.empty() && !is_associated(scene, account))
            proofs.push_back(proof_of(
                flow, "pods of " + account, to,
                stopped_by({blocker_of(cause_kind::no_association, resource_name(role),
                                       fmt::format("no association gives it to {}", account),
                                       role.key)})));
    }
}

}  // namespace

/// The agent shares its node's network and signs with its node's role: one row for each node, and
/// one for the pods of each association, which may run on any of them.
std::vector<Proof> pod_eks_auth(const Scene& scene, const knowledge::Flow& flow) {
    std::vector<Proof> proofs;
    const auto* service = scene.network.tables().service(flow.service);
    if (service == nullptr)
        return proofs;
    const std::string to = fmt::format("{} tcp/443", service_host(scene.network, *service));
    const auto agents = agents_of(scene, flow);
    add_unassociated(scene, flow, to, proofs);
    for (const auto& [key, association] : scene.network.topology().all<PodIdentityAssociation>())
        if (is_of(scene, association))
            proofs.push_back(
                proof_of(flow,
                         fmt::format("pods of {}/{}", text_of(association.namespace_name),
                                     text_of(association.service_account)),
                         to, get_role(scene, association, agents)));
    for (std::size_t at = 0; at < agents.size(); ++at)
        proofs.push_back(
            proof_of(flow, "the Pod Identity agent on " + scene.nodes[at].name, to, agents[at]));
    return proofs;
}

}  // namespace inland::prove::flows
