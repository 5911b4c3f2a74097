// SPDX-License-Identifier: Apache-2.0
#include "prove/policies/endpoint_policy.h"

#include "prove/network.h"
#include "prove/policies/full_access.h"

#include <fmt/format.h>

namespace inland::prove {

namespace {

using topology::Knowledge;
using topology::VpcEndpoint;

AccountMeans accounts_mean(const VpcEndpoint& endpoint) {
    return endpoint.endpoint_type.value_or_default("Gateway") == "Gateway"
               ? AccountMeans::ItsRootUser
               : AccountMeans::AllOfIt;
}

void add_known(PolicyRequest& request, const std::string& key, const std::string& value) {
    if (value.empty())
        return;
    request.unknown_keys.erase(key);
    request.context[key] = {value};
}

PolicyJudgement judge(const VpcEndpoint& endpoint, const PolicySet& policies,
                      const PolicyRequest& request) {
    const Judgement judgement = evaluate(policies, request);
    switch (judgement.decision) {
        case Decision::Allowed:
            return {};
        case Decision::Unknown:
            return {Outcome::Unknown,
                    fmt::format("whether the policy of {} lets {} through: {}",
                                resource_name(endpoint), text_of(request), judgement.detail)};
        case Decision::DeniedByStatement:
            return {Outcome::Fails, fmt::format("{}: {}", judgement.detail, text_of(request))};
        case Decision::NotAllowed:
            break;
    }
    return {Outcome::Fails, "its policy does not allow " + text_of(request)};
}

bool has_policy(const VpcEndpoint& endpoint) {
    return endpoint.policy_document.is_known() && !endpoint.policy_document.value().empty();
}

}  // namespace

PolicyRequest through_endpoint(const Network& network, const VpcEndpoint& endpoint,
                               PolicyRequest request) {
    add_known(request, "aws:sourcevpce", endpoint.id);
    const auto* vpc = network.topology().find(endpoint.vpc);
    add_known(request, "aws:sourcevpc", vpc == nullptr ? std::string() : vpc->id);
    request.unknown_keys.erase("aws:sourceip");
    return request;
}

PolicySet endpoint_alone(const VpcEndpoint& endpoint, std::vector<PolicyStatement> statements) {
    PolicySet policies;
    policies.identity = {full_access()};
    policies.resource = {full_access()};
    policies.endpoint = std::vector{Policy{"its policy", std::move(statements)}};
    policies.endpoint_accounts = accounts_mean(endpoint);
    return policies;
}

Knowledge restricts(const VpcEndpoint& endpoint) {
    if (endpoint.policy_document.is_unknown())
        return Knowledge::Unknown;
    if (!has_policy(endpoint))
        return Knowledge::Absent;
    const auto policy = read_policy(endpoint.policy_document.value());
    return policy && is_full_access(*policy) ? Knowledge::Absent : Knowledge::Known;
}

PolicyJudgement judge_endpoint_policy(const Network& network, const VpcEndpoint& endpoint,
                                      const ServiceCalls& asked) {
    const Knowledge restriction = restricts(endpoint);
    if (restriction == Knowledge::Absent)
        return {};
    auto statements = restriction == Knowledge::Known
                          ? read_policy(endpoint.policy_document.value())
                          : Result<std::vector<PolicyStatement>>{};
    if (restriction == Knowledge::Unknown || !statements)
        return {Outcome::Unknown, "the policy of " + resource_name(endpoint)};
    if (asked.calls.empty())
        return {Outcome::Unknown,
                "which calls the policy of " + resource_name(endpoint) + " must let through"};
    const PolicySet policies = endpoint_alone(endpoint, std::move(*statements));
    PolicyJudgement worst;
    for (const knowledge::Call& call : asked.calls)
        worst = worse(std::move(worst),
                      judge(endpoint, policies,
                            through_endpoint(network, endpoint, request_of(network, asked, call))));
    return worst;
}

}  // namespace inland::prove
