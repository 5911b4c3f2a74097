// SPDX-License-Identifier: Apache-2.0
#include "prove/policies/endpoint_policy.h"

#include "prove/network.h"
#include "prove/policies/policy_document.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::prove {

namespace {

using topology::Knowledge;

struct Request {
    std::string_view service;  ///< ServiceName::service
    std::string_view action;
    std::string_view resource;  ///< with placeholders
};

/// What nodes ask for until they are Ready (VPC-SEMANTICS 2.2; Amazon ECR User Guide, VPC
/// endpoints; amazon-eks-ami, nodeadm).
constexpr std::array node_requests{
    Request{"ec2", "ec2:DescribeInstances", "*"},
    Request{"ecr.api", "ecr:GetAuthorizationToken", "*"},
    Request{"ecr.dkr", "ecr:BatchGetImage",
            "arn:{partition}:ecr:{region}:{account}:repository/eks/kube-proxy"},
    Request{"ecr.dkr", "ecr:BatchGetImage",
            "arn:{partition}:ecr:{region}:{account}:repository/amazon-k8s-cni"},
    Request{"ecr.dkr", "ecr:GetDownloadUrlForLayer",
            "arn:{partition}:ecr:{region}:{account}:repository/eks/kube-proxy"},
    Request{"ecr.dkr", "ecr:GetDownloadUrlForLayer",
            "arn:{partition}:ecr:{region}:{account}:repository/amazon-k8s-cni"},
    Request{"s3", "s3:GetObject", "arn:{partition}:s3:::prod-{region}-starport-layer-bucket/layer"},
};

bool any_matches(const std::vector<std::string>& patterns, std::string_view text, Case letters) {
    return std::ranges::any_of(patterns, [&](const std::string& pattern) {
        return matches_pattern(pattern, text, letters);
    });
}

bool is_about(const std::vector<std::string>& those, const std::vector<std::string>& not_those,
              std::string_view text, Case letters) {
    return not_those.empty() ? any_matches(those, text, letters)
                             : !any_matches(not_those, text, letters);
}

/// How a policy treats one request: a sure Deny outranks everything, a doubtful statement leaves
/// open what it could turn.
Outcome decide(const std::vector<PolicyStatement>& policy, std::string_view action,
               std::string_view resource) {
    bool allowed = false;
    bool perhaps_allowed = false;
    bool perhaps_denied = false;
    for (const PolicyStatement& statement : policy) {
        if (!is_about(statement.actions, statement.not_actions, action, Case::Ignored) ||
            !is_about(statement.resources, statement.not_resources, resource, Case::Minded))
            continue;
        const bool sure = statement.for_everybody && !statement.has_conditions;
        const bool denies = statement.effect == Effect::Deny;
        if (sure && denies)
            return Outcome::Fails;
        allowed = allowed || (sure && !denies);
        perhaps_allowed = perhaps_allowed || !denies;
        perhaps_denied = perhaps_denied || denies;
    }
    if (!perhaps_allowed)
        return Outcome::Fails;
    return allowed && !perhaps_denied ? Outcome::Holds : Outcome::Unknown;
}

PolicyJudgement judge(const topology::VpcEndpoint& endpoint, const Request& request,
                      const std::vector<PolicyStatement>& policy,
                      const knowledge::Placeholders& placeholders) {
    const std::string resource = knowledge::expand(request.resource, placeholders);
    const Outcome outcome = decide(policy, request.action, resource);
    if (outcome == Outcome::Holds)
        return {};
    const std::string what = fmt::format("{} on {}", request.action, resource);
    if (outcome == Outcome::Fails)
        return {outcome, "its policy does not allow " + what};
    return {outcome, fmt::format("whether the conditions or principals in the policy of {} let {} "
                                 "through",
                                 resource_name(endpoint), what)};
}

PolicyJudgement worse(PolicyJudgement one, PolicyJudgement other) {
    return other.outcome > one.outcome ? std::move(other) : std::move(one);
}

bool is_just_any(const std::vector<std::string>& patterns) {
    return patterns.size() == 1 && patterns.front() == "*";
}

bool allows_everything(const std::vector<PolicyStatement>& policy) {
    if (policy.size() != 1)
        return false;
    const PolicyStatement& only = policy.front();
    return only.effect == Effect::Allow && only.for_everybody && !only.has_conditions &&
           is_just_any(only.actions) && is_just_any(only.resources);
}

}  // namespace

Knowledge restricts(const topology::VpcEndpoint& endpoint) {
    if (endpoint.policy_document.is_unknown())
        return Knowledge::Unknown;
    if (endpoint.policy_document.is_absent() || endpoint.policy_document.value().empty())
        return Knowledge::Absent;
    const auto policy = read_policy(endpoint.policy_document.value());
    return policy && allows_everything(*policy) ? Knowledge::Absent : Knowledge::Known;
}

PolicyJudgement judge_endpoint_policy(const topology::VpcEndpoint& endpoint,
                                      std::string_view service, Caller caller,
                                      const knowledge::Placeholders& placeholders) {
    const Knowledge restriction = restricts(endpoint);
    if (restriction == Knowledge::Absent)
        return {};
    const auto policy = restriction == Knowledge::Known
                            ? read_policy(endpoint.policy_document.value())
                            : Result<std::vector<PolicyStatement>>{std::vector<PolicyStatement>{}};
    if (restriction == Knowledge::Unknown || !policy)
        return {Outcome::Unknown, "the policy of " + resource_name(endpoint)};
    PolicyJudgement worst;
    bool known = false;
    for (const Request& request : node_requests)
        if (caller == Caller::Node && request.service == service) {
            known = true;
            worst = worse(std::move(worst), judge(endpoint, request, *policy, placeholders));
        }
    if (!known)
        return {Outcome::Unknown,
                fmt::format("endpoint policy of {} is not evaluated yet", resource_name(endpoint))};
    return worst;
}

}  // namespace inland::prove
