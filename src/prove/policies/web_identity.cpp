// SPDX-License-Identifier: Apache-2.0
#include "prove/policies/web_identity.h"

#include "prove/network.h"
#include "prove/policies/evaluation.h"
#include "topology/ownership.h"
#include "topology/service_account_tag.h"

#include <algorithm>
#include <set>

#include <boost/algorithm/string/case_conv.hpp>
#include <boost/algorithm/string/predicate.hpp>
#include <fmt/format.h>

namespace inland::prove {

namespace {

using topology::Cluster;
using topology::Knowledge;
using topology::Role;
using Statements = std::vector<PolicyStatement>;

/// "arn:aws:iam::1:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/ABC": of EKS clusters.
constexpr std::string_view provider_mark = ":oidc-provider/";
constexpr std::string_view eks_mark = ":oidc-provider/oidc.eks.";
constexpr std::string_view id_mark = "/id/";

/// For whom EKS's webhook asks tokens when no annotation says otherwise.
constexpr std::string_view usual_audience = "sts.amazonaws.com";

std::optional<Statements> trust_of(const Role& role) {
    if (!role.assume_role_policy.is_known())
        return std::nullopt;
    auto statements = read_policy(role.assume_role_policy.value());
    return statements ? std::optional(std::move(*statements)) : std::nullopt;
}

bool may_be_of(const Cluster& cluster, std::string_view provider) {
    const auto id = issuer_id(cluster);
    const auto at = provider.rfind(id_mark);
    return id.empty() || at == std::string_view::npos ||
           boost::algorithm::iequals(provider.substr(at + id_mark.size()), id);
}

/// The ARNs of providers of EKS clusters that a trust policy names and that may be this cluster's.
std::set<std::string> providers_of(const Cluster& cluster, const Statements& trust) {
    std::set<std::string> providers;
    for (const PolicyStatement& statement : trust)
        for (const PrincipalName& name :
             statement.principals.value_or(std::vector<PrincipalName>()))
            if (name.kind == PrincipalNameKind::Federated &&
                name.text.find(eks_mark) != std::string::npos && may_be_of(cluster, name.text))
                providers.insert(name.text);
    return providers;
}

/// Of the service account that the role was made for; "" when that is not told.
std::string own_subject(const Role& role) {
    auto account = topology::tag_value(role.tags, topology::service_account_tag);
    std::ranges::replace(account, '/', ':');
    return account.empty() ? account : "system:serviceaccount:" + account;
}

/// The service accounts that the policy speaks of; of a pattern, one that matches it.
std::set<std::string> subjects_of(const Statements& trust, const std::string& key) {
    std::set<std::string> subjects{"system:serviceaccount:default:default"};
    for (const PolicyStatement& statement : trust)
        for (const Condition& condition : statement.conditions)
            if (condition.key == key)
                for (std::string subject : condition.values) {
                    std::ranges::replace_if(
                        subject, [](char letter) { return letter == '*' || letter == '?'; }, 'x');
                    subjects.insert(std::move(subject));
                }
    return subjects;
}

Judgement judge_subject(const Statements& trust, const std::string& provider,
                        const std::string& keys, const std::string& subject) {
    PolicySet policies;
    policies.resource = {{"its trust policy", trust}};
    policies.resource_rule = ResourcePolicyRule::Guards;
    PolicyRequest request;
    request.action = "sts:AssumeRoleWithWebIdentity";
    request.resource = "*";
    request.principal = {PrincipalKind::Federated, provider, {}, {}};
    request.context = {{keys + ":sub", {subject}},
                       {keys + ":aud", {std::string(usual_audience)}},
                       {"aws:federatedprovider", {provider}}};
    request.unknown_keys = {"aws:sourceip", "aws:sourcevpc", "aws:sourcevpce", "aws:vpcsourceip",
                            "sts:*"};
    return evaluate(policies, request);
}

/// The best for any service account, or for the one that the role is for.
Judgement judge_provider(const Statements& trust, const std::string& provider,
                         const std::string& own) {
    const auto host = provider.substr(provider.find(provider_mark) + provider_mark.size());
    const std::string keys = boost::algorithm::to_lower_copy(host);
    Judgement best;
    const auto subjects =
        own.empty() ? subjects_of(trust, keys + ":sub") : std::set<std::string>{own};
    for (const std::string& subject : subjects) {
        Judgement judgement = judge_subject(trust, provider, keys, subject);
        if (judgement.decision == Decision::Allowed)
            return judgement;
        if (judgement.decision == Decision::Unknown)
            best = std::move(judgement);
    }
    return best;
}

/// Most roles of an account are for machines and services: their policies are not read for every
/// cluster. What is escaped may spell anything.
bool may_name_provider(const Role& role) {
    if (!role.assume_role_policy.is_known())
        return true;
    const std::string& text = role.assume_role_policy.value();
    return text.find("oidc") != std::string::npos || text.find('\\') != std::string::npos;
}

}  // namespace

/// The API's address "https://ABC.gr7.eu-central-1.eks.amazonaws.com" begins with the same.
std::string issuer_id(const Cluster& cluster) {
    constexpr std::string_view scheme = "https://";
    if (!cluster.endpoint.is_known() || !cluster.endpoint.value().starts_with(scheme))
        return {};
    const auto host = cluster.endpoint.value().substr(scheme.size());
    return host.substr(0, host.find('.'));
}

Knowledge is_for_pods(const Cluster& cluster, const Role& role) {
    if (!may_name_provider(role))
        return Knowledge::Absent;
    const auto trust = trust_of(role);
    if (!trust)
        return Knowledge::Unknown;
    return providers_of(cluster, *trust).empty() ? Knowledge::Absent : Knowledge::Known;
}

std::set<std::string> providers_trusted(const Cluster& cluster, const Role& role) {
    const auto trust = trust_of(role);
    return trust ? providers_of(cluster, *trust) : std::set<std::string>();
}

PolicyJudgement judge_web_identity(const Cluster& cluster, const Role& role) {
    const auto trust = trust_of(role);
    if (!trust)
        return {Outcome::Unknown, "the trust policy of " + resource_name(role)};
    std::string doubt;
    for (const std::string& provider : providers_of(cluster, *trust)) {
        const Judgement judgement = judge_provider(*trust, provider, own_subject(role));
        if (judgement.decision == Decision::Allowed)
            return {};
        if (judgement.decision == Decision::Unknown)
            doubt = judgement.detail;
    }
    if (doubt.empty())
        return {Outcome::Fails,
                "its trust policy does not let pods of the cluster assume it by "
                "sts:AssumeRoleWithWebIdentity"};
    return {Outcome::Unknown, fmt::format("whether the trust policy of {} lets pods assume it: {}",
                                          resource_name(role), doubt)};
}

}  // namespace inland::prove
