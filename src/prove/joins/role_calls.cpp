// SPDX-License-Identifier: Apache-2.0
#include "prove/joins/role_calls.h"

#include "prove/cause_kinds.h"
#include "prove/joins/addons.h"
#include "prove/joins/proof.h"
#include "prove/policies/role_policies.h"

#include <algorithm>

namespace inland::prove {

namespace {

using topology::Role;

constexpr std::string_view addon_family = "addon.";

/// "addon.vpc-cni.ec2" → "vpc-cni"; "" for other flows.
std::string_view addon_of(std::string_view flow) {
    if (!flow.starts_with(addon_family))
        return {};
    flow.remove_prefix(addon_family.size());
    return flow.substr(0, flow.find('.'));
}

/// "addon.x.ecr.api" → "ecr:", with which the service's actions begin.
std::string action_prefix(std::string_view flow) {
    flow.remove_prefix(std::min(flow.size(), addon_family.size() + addon_of(flow).size() + 1));
    return std::string(flow.substr(0, flow.find('.'))) + ":";
}

const Role* role_of(const Scene& scene, const NodeSource& node, std::string_view flow) {
    const auto& topology = scene.network.topology();
    const auto* addon = installed(scene, addon_of(flow));
    if (addon != nullptr && !addon->service_account_role.is_absent())
        return topology.find(addon->service_account_role);
    if (const auto* association = association_of(topology, scene.cluster, addon_of(flow)))
        return topology.find(association->role);
    return topology.find<Role>(node.role);
}

bool is_by_caller(const knowledge::Call& call) {
    return call.signer == knowledge::Signer::Caller;
}

Passage passage_of(const Role& role, PolicyJudgement judgement) {
    if (judgement.outcome == Outcome::Holds)
        return {};
    if (judgement.outcome == Outcome::Unknown)
        return stopped_by({missing_fact(resource_name(role), std::move(judgement.detail))});
    return stopped_by({blocker_of(cause_kind::iam_policy, resource_name(role),
                                  std::move(judgement.detail), role.key)});
}

Passage no_role(const NodeSource& node) {
    return stopped_by({missing_fact(node.role, "the role that " + node.name + " calls AWS with")});
}

/// A machine has its role's credentials from its metadata service alone.
Passage gets_credentials(const NodeSource& node) {
    const auto& metadata = node.metadata;
    if (metadata.to_node == MetadataAnswers::Yes)
        return {};
    const auto& name = metadata.resource.empty() ? node.name : metadata.resource;
    if (metadata.to_node == MetadataAnswers::Unknown)
        return stopped_by(
            {missing_fact(name, "whether the metadata service of " + node.name + " answers")});
    return stopped_by({blocker_of(cause_kind::metadata_service_off, name,
                                  "the instance metadata service is off (its HTTP endpoint is "
                                  "disabled), so the machines have no credentials of their role",
                                  metadata.key)});
}

}  // namespace

ServiceCalls calls_of(const Scene& scene, const NodeSource& node, const knowledge::Flow& flow) {
    return {role_of(scene, node, flow.id), &scene.cluster,
            calls_of_flow(scene.network.tables(), flow.id)};
}

Passage may_call(const Scene& scene, const NodeSource& node, const ServiceCalls& asked) {
    if (std::ranges::none_of(asked.calls, is_by_caller))
        return {};
    if (asked.role == nullptr)
        return no_role(node);
    Passage passage = passage_of(*asked.role, judge_role_policies(scene.network, asked));
    if (asked.role->key == node.role)
        merge(passage, may_be_node(scene, node));
    return passage;
}

Passage may_be_node(const Scene& scene, const NodeSource& node) {
    const auto* role = scene.network.topology().find<Role>(node.role);
    if (role == nullptr)
        return no_role(node);
    Passage passage = passage_of(*role, judge_trust(scene.network, *role, machines_service));
    merge(passage, gets_credentials(node));
    return passage;
}

const knowledge::Addon* addon_of_flow(const knowledge::Tables& tables, std::string_view flow) {
    return tables.addon(addon_of(flow));
}

std::vector<knowledge::Call> calls_of_flow(const knowledge::Tables& tables, std::string_view flow) {
    const auto* addon = addon_of_flow(tables, flow);
    if (addon == nullptr) {
        const auto* known = tables.flow(flow);
        return known == nullptr ? std::vector<knowledge::Call>{} : known->calls;
    }
    std::vector<knowledge::Call> calls;
    const std::string prefix = action_prefix(flow);
    std::ranges::copy_if(addon->calls, std::back_inserter(calls), [&](const knowledge::Call& call) {
        return call.action.starts_with(prefix);
    });
    return calls;
}

}  // namespace inland::prove
