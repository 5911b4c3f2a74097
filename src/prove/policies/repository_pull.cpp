// SPDX-License-Identifier: Apache-2.0
#include "prove/policies/repository_pull.h"

#include "prove/network.h"
#include "prove/policies/endpoint_policy.h"
#include "prove/policies/role_policies.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::prove {

namespace {

using topology::Knowledge;
using topology::Repository;
using Statements = std::vector<PolicyStatement>;

/// What a request that leaves by the internet surely does not have.
constexpr std::array keys_of_endpoints{"aws:sourcevpc", "aws:sourcevpce",   "aws:vpceaccount",
                                       "aws:vpceorgid", "aws:vpceorgpaths", "aws:vpcsourceip"};

std::string arn_of(const Pull& pull) {
    return fmt::format("arn:{{partition}}:ecr:{{region}}:{}:repository/{}",
                       pull.account.empty() ? "{owner}" : pull.account, pull.repository);
}

/// Nothing when nobody knows it; without any statement when there is none.
std::optional<Statements> policy_of(const Repository* repository) {
    if (repository == nullptr || repository->policy_document.is_unknown())
        return std::nullopt;
    if (repository->policy_document.is_absent())
        return Statements();
    auto statements = read_policy(repository->policy_document.value());
    return statements ? std::optional(std::move(*statements)) : std::nullopt;
}

/// A text that is there before what it names can name it only in these ways.
bool may_name_planned(const Repository* repository) {
    if (repository == nullptr || !repository->policy_document.is_known())
        return true;
    const std::string& text = repository->policy_document.value();
    constexpr std::array marks{"${", "vpce-*", "vpce-?", "vpc-*", "vpc-?"};
    return std::ranges::any_of(
        marks, [&](const char* mark) { return text.find(mark) != std::string::npos; });
}

/// What is yet to be made will have an id that no text of today spells: its key stands for it.
void name_planned(PolicyRequest& request, const std::string& key,
                  const topology::Resource* resource) {
    if (resource == nullptr || !request.unknown_keys.contains(key))
        return;
    request.unknown_keys.erase(key);
    request.context[key] = {resource->key};
}

PolicyRequest by_its_way(const Network& network, const Pull& pull, PolicyRequest request) {
    if (pull.way == PullWay::Internet)
        for (const auto* key : keys_of_endpoints)
            request.unknown_keys.erase(key);
    if (pull.way != PullWay::Endpoint)
        return request;
    request = through_endpoint(network, *pull.endpoint, std::move(request));
    if (may_name_planned(pull.told))
        return request;
    name_planned(request, "aws:sourcevpce", pull.endpoint);
    name_planned(request, "aws:sourcevpc", network.topology().find(pull.endpoint->vpc));
    return request;
}

/// A policy of the endpoint that nobody knows is the matter of the flow to the endpoint.
void add_endpoint(const Pull& pull, PolicySet& policies) {
    if (pull.endpoint == nullptr || restricts(*pull.endpoint) != Knowledge::Known)
        return;
    if (auto statements = read_policy(pull.endpoint->policy_document.value()))
        policies.endpoint = std::vector{Policy{"the endpoint's policy", std::move(*statements)}};
}

/// What a policy that nobody knows may turn.
Judgement with_policy_unknown(const Pull& pull, Judgement judgement) {
    if (judgement.decision == Decision::DeniedByStatement)
        return judgement;
    return {Decision::Unknown, PolicyType::Resource,
            "the policy of the repository " + pull.repository};
}

/// Decisions from good to bad.
int badness(Decision decision) {
    constexpr std::array order{Decision::Allowed, Decision::Unknown, Decision::NotAllowed,
                               Decision::DeniedByStatement};
    return static_cast<int>(std::ranges::find(order, decision) - order.begin());
}

}  // namespace

Judgement judge_pull(const Network& network, const Pull& pull) {
    if (pull.role == nullptr)
        return {Decision::Unknown, PolicyType::Identity, "the role of the nodes"};
    RolePolicies found = policies_of(network, *pull.role);
    auto statements = policy_of(pull.told);
    const bool is_known = statements.has_value();
    found.policies.resource = {
        {"the policy of the repository", std::move(statements).value_or(Statements())}};
    add_endpoint(pull, found.policies);
    const ServiceCalls asked{pull.role, pull.cluster, {}};
    Judgement worst{Decision::Allowed, PolicyType::Identity, {}};
    for (knowledge::Call call : pull.calls) {
        call.resource = arn_of(pull);
        PolicyRequest request = by_its_way(network, pull, request_of(network, asked, call));
        request.unknown_keys.insert(found.unknown.begin(), found.unknown.end());
        Judgement judgement = evaluate(found.policies, request);
        if (!is_known)
            judgement = with_policy_unknown(pull, std::move(judgement));
        if (badness(judgement.decision) > badness(worst.decision)) {
            judgement.detail = fmt::format("{}: {}", text_of(request), judgement.detail);
            worst = std::move(judgement);
        }
    }
    return worst;
}

}  // namespace inland::prove
