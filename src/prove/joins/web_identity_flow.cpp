// SPDX-License-Identifier: Apache-2.0
#include "prove/cause_kinds.h"
#include "prove/joins/addons.h"
#include "prove/joins/flows.h"
#include "prove/joins/pods.h"
#include "prove/joins/service_reach.h"
#include "prove/policies/identity_provider.h"
#include "prove/policies/web_identity.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include <fmt/format.h>

namespace inland::prove::flows {

namespace {

using topology::Knowledge;
using topology::Role;

enum class PodNetwork { Own, OfNode };

/// Under which name an SDK calls STS.
enum class StsName { OfRegion, Global };

/// An add-on's environment may say so, in whatever shape its chart takes it (AWS SDKs and Tools
/// Reference Guide, AWS STS Regional endpoints).
StsName sts_name(const topology::Addon& addon) {
    constexpr std::string_view variable = "AWS_STS_REGIONAL_ENDPOINTS";
    constexpr std::size_t reach = 24;  // of quotes, a colon, "value:" on the next line
    const std::string_view text =
        addon.configuration.is_known() ? addon.configuration.value() : std::string_view();
    const auto at = text.find(variable);
    const bool is_global =
        at != std::string_view::npos && text.substr(at + variable.size(), reach).contains("legacy");
    return is_global ? StsName::Global : StsName::OfRegion;
}

/// Pods that trade their token for a role.
struct Identity {
    const Role* role = nullptr;       ///< null: not known
    std::string addon = {};           ///< that has it; "" for other pods
    std::string addon_resource = {};  ///< its name in the user's language
    PodNetwork network = PodNetwork::Own;
    Knowledge in_use = Knowledge::Known;
    StsName sts = StsName::OfRegion;
};

PodNetwork network_of(const Scene& scene, const std::string& addon) {
    const auto* known = scene.network.tables().addon(addon);
    return known != nullptr && known->host_network ? PodNetwork::OfNode : PodNetwork::Own;
}

void add_addons(const Scene& scene, std::vector<Identity>& identities) {
    for (const auto* addon : addons_of(scene)) {
        if (addon->service_account_role.is_absent())
            continue;
        const std::string& name = addon->addon_name.value();
        identities.push_back({.role = scene.network.topology().find(addon->service_account_role),
                              .addon = name,
                              .addon_resource = resource_name(*addon),
                              .network = network_of(scene, name),
                              .sts = sts_name(*addon)});
    }
}

/// Roles that are known to be somebody else's.
std::set<std::string> roles_in_use(const Scene& scene, const std::vector<Identity>& identities) {
    std::set<std::string> keys;
    for (const Identity& identity : identities)
        if (identity.role != nullptr)
            keys.insert(identity.role->key);
    const auto& topology = scene.network.topology();
    for (const auto& [key, cluster] : topology.all<topology::Cluster>())
        if (cluster.role.is_known())
            keys.insert(cluster.role.value().key);
    for (const auto& [key, group] : topology.all<topology::NodeGroup>())
        if (group.role.is_known())
            keys.insert(group.role.value().key);
    for (const auto& [key, profile] : topology.all<topology::InstanceProfile>())
        if (profile.role.is_known())
            keys.insert(profile.role.value().key);
    return keys;
}

std::vector<Identity> identities_of(const Scene& scene) {
    std::vector<Identity> identities;
    add_addons(scene, identities);
    std::vector<Identity> candidates;
    for (const auto& [key, role] : scene.network.topology().all<Role>())
        if (const auto for_pods = is_for_pods(scene.cluster, role); for_pods != Knowledge::Absent)
            candidates.push_back({.role = &role, .in_use = for_pods});
    if (candidates.empty())
        return identities;
    const auto others = roles_in_use(scene, identities);
    std::ranges::copy_if(
        candidates, std::back_inserter(identities),
        [&](const Identity& candidate) { return !others.contains(candidate.role->key); });
    return identities;
}

Passage trust_of(const Scene& scene, const Identity& identity) {
    if (identity.role == nullptr)
        return stopped_by(
            {missing_fact(identity.addon_resource, "the role of the add-on " + identity.addon)});
    auto judgement = judge_web_identity(scene.cluster, *identity.role);
    const std::string& name = resource_name(*identity.role);
    if (judgement.outcome == Outcome::Holds)
        return {};
    if (judgement.outcome == Outcome::Unknown)
        return stopped_by({missing_fact(name, std::move(judgement.detail))});
    return stopped_by({blocker_of(cause_kind::iam_policy, name, std::move(judgement.detail),
                                  identity.role->key)});
}

Passage provider_of(const Scene& scene, const Identity& identity) {
    if (identity.role == nullptr)
        return {};
    auto found = judge_identity_provider(scene.network.question(), scene.cluster, *identity.role);
    Passage passage;
    if (found.judgement.outcome == Outcome::Unknown)
        passage = stopped_by(
            {missing_fact(resource_name(*found.resource), std::move(found.judgement.detail))});
    if (found.judgement.outcome == Outcome::Fails)
        passage =
            stopped_by({blocker_of(cause_kind::identity_provider, resource_name(*found.resource),
                                   std::move(found.judgement.detail), found.resource->key)});
    passage.assumptions = std::move(found.assumptions);
    return passage;
}

/// Where nobody knows whether a role is for pods, what they cannot reach only perhaps matters.
Passage as_far_as_used(const Identity& identity, Passage passage) {
    if (identity.in_use == Knowledge::Known || passage.outcome == Outcome::Holds)
        return passage;
    const std::string& name = resource_name(*identity.role);
    Passage doubt = stopped_by({missing_fact(name, "the trust policy of " + name)});
    doubt.names = std::move(passage.names);
    return doubt;
}

/// A role without a name that is known may be any.
std::vector<knowledge::Call> calls_for(const Identity& identity, const knowledge::Flow& flow) {
    const bool named = identity.role != nullptr &&
                       (identity.role->role_name.is_known() || identity.role->arn.is_known());
    return named ? flow.calls : std::vector<knowledge::Call>();
}

Passage trade(const Scene& scene, const NodeSource& node, const knowledge::Flow& flow,
              const knowledge::ServiceName& service, const Identity& identity) {
    const ServiceCalls asked{identity.role, &scene.cluster, calls_for(identity, flow),
                             Signature::None};
    const auto reach = [&](const Party& source) {
        return reach_service(scene.network, source, service, asked);
    };
    Passage passage =
        identity.network == PodNetwork::OfNode ? reach(node.party) : for_pods(node, reach);
    if (identity.in_use == Knowledge::Known) {
        merge(passage, trust_of(scene, identity));
        merge(passage, provider_of(scene, identity));
    }
    return as_far_as_used(identity, std::move(passage));
}

/// EKS's webhook tells SDKs to call the Region's name.
std::vector<std::string> assumptions(const Scene& scene) {
    std::vector<std::string> assumptions{
        "pods call STS at the Region's name: none sets AWS_STS_REGIONAL_ENDPOINTS=legacy, but "
        "add-ons that say so"};
    if (!scene.cluster.endpoint.is_known())
        assumptions.emplace_back("roles that trust the provider of an EKS cluster trust this one");
    return assumptions;
}

/// What the tables call STS under the name that is no Region's.
constexpr std::string_view global_service = "sts-global";

std::string host_of(const Scene& scene, const knowledge::ServiceName& service) {
    return fmt::format("{} tcp/443", service_host(scene.network, service));
}

struct Row {
    std::string to;
    Passage passage = {};
};

/// Whatever roles trust them: which these are, a plan often does not know.
void add_providers(const Scene& scene, const knowledge::Flow& flow, const std::string& to,
                   std::vector<Proof>& proofs) {
    for (const auto* provider : providers_for_others(scene.network.topology(), scene.cluster)) {
        Passage passage = stopped_by({blocker_of(
            cause_kind::identity_provider, resource_name(*provider),
            "it is not for sts.amazonaws.com, for which pods' tokens are", provider->key)});
        passage.assumptions.emplace_back(
            "no service account is annotated with another audience (eks.amazonaws.com/audience)");
        proofs.push_back(proof_of(flow, "pods whose roles trust " + resource_name(*provider), to,
                                  std::move(passage)));
    }
}

}  // namespace

std::string caller_of_sts(std::string_view addon, const NodeSource& node) {
    return (addon.empty() ? "pods of " : std::string(addon) + " on ") + node.name;
}

std::vector<Proof> pod_sts(const Scene& scene, const knowledge::Flow& flow) {
    std::vector<Proof> proofs;
    const auto& tables = scene.network.tables();
    const auto* regional = tables.service(flow.service);
    const auto* global = tables.service(global_service);
    if (regional == nullptr || global == nullptr)
        return proofs;
    add_providers(scene, flow, host_of(scene, *regional), proofs);
    const auto identities = identities_of(scene);
    for (const NodeSource& node : scene.nodes) {
        // One row for the pods of all roles, one for each add-on.
        std::map<std::string, Row> rows;
        for (const Identity& identity : identities) {
            const auto& service = identity.sts == StsName::Global ? *global : *regional;
            Row& row = rows[caller_of_sts(identity.addon, node)];
            row.to = host_of(scene, service);
            merge(row.passage, trade(scene, node, flow, service, identity));
        }
        for (auto& [from, row] : rows) {
            std::ranges::move(assumptions(scene), std::back_inserter(row.passage.assumptions));
            proofs.push_back(proof_of(flow, from, row.to, std::move(row.passage)));
        }
    }
    return proofs;
}

}  // namespace inland::prove::flows
