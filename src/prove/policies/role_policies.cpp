// SPDX-License-Identifier: Apache-2.0
#include "prove/policies/role_policies.h"

#include "prove/network.h"
#include "prove/policies/condition_operators.h"
#include "prove/policies/full_access.h"

#include <fmt/format.h>

namespace inland::prove {

namespace {

using topology::Role;

/// What nobody has read may allow or deny anything: a statement about an unknown key says so.
PolicyStatement perhaps(Effect effect, const std::string& what) {
    PolicyStatement statement = full_access().statements.front();
    statement.principals.reset();
    statement.effect = effect;
    Condition condition;
    condition.operation = condition_operator("StringEquals");
    condition.key = what;
    condition.values = {"there"};
    statement.conditions.push_back(std::move(condition));
    return statement;
}

Policy unread(RolePolicies& found, const std::string& what) {
    found.unknown.insert(what);
    return {what, {perhaps(Effect::Allow, what), perhaps(Effect::Deny, what)}};
}

/// AWS's own policies are read from the tables; those that are not in them hardly ever deny.
bool is_of_aws(std::string_view arn) {
    return arn.find(":iam::aws:policy/") != std::string_view::npos;
}

std::string_view short_name(std::string_view arn) {
    return arn.substr(arn.rfind('/') + 1);
}

Policy read_document(RolePolicies& found, const std::string& name, std::string_view document) {
    auto statements = read_policy(document);
    return statements ? Policy{name, std::move(*statements)}
                      : unread(found, "the document of " + name);
}

const std::string* own_document(const Role& role, const std::string& arn) {
    if (!role.policy_documents.is_known())
        return nullptr;
    const auto entry = role.policy_documents.value().find(arn);
    return entry == role.policy_documents.value().end() ? nullptr : &entry->second;
}

const knowledge::ManagedPolicy* policy_of_aws(const Network& network, const std::string& arn) {
    for (const auto& policy : network.tables().policies)
        if (knowledge::expand(policy.arn, network.placeholders()) == arn)
            return &policy;
    return nullptr;
}

Policy managed_policy(const Network& network, RolePolicies& found, const Role& role,
                      const std::string& arn) {
    const std::string name(short_name(arn));
    if (const auto* document = own_document(role, arn))
        return read_document(found, name, *document);
    if (const auto* known = policy_of_aws(network, arn))
        return read_document(found, name,
                             knowledge::expand(known->document, network.placeholders()));
    Policy policy = unread(found, "the document of " + arn);
    if (is_of_aws(arn))
        policy.statements.pop_back();
    return policy;
}

void add_managed(const Network& network, RolePolicies& found, const Role& role) {
    if (role.managed_policies.is_unknown())
        found.policies.identity.push_back(unread(found, "the policies of the role"));
    if (role.managed_policies.is_known())
        for (const std::string& arn : role.managed_policies.value())
            found.policies.identity.push_back(managed_policy(network, found, role, arn));
}

void add_inline(RolePolicies& found, const Role& role) {
    if (role.inline_policies.is_unknown())
        found.policies.identity.push_back(unread(found, "the inline policies of the role"));
    if (role.inline_policies.is_known())
        for (const auto& [name, document] : role.inline_policies.value())
            found.policies.identity.push_back(read_document(found, name, document));
}

void add_boundary(const Network& network, RolePolicies& found, const Role& role) {
    if (role.permissions_boundary.is_absent())
        return;
    found.policies.boundary =
        std::vector{role.permissions_boundary.is_known()
                        ? managed_policy(network, found, role, role.permissions_boundary.value())
                        : unread(found, "the permissions boundary of the role")};
}

/// The owners of AWS's registries let every account in, so that the role alone decides.
void assume_the_owner_allows(PolicyRequest& request) {
    request.resource_account = request.principal.account;
}

PolicyJudgement judged(const Role& role, const PolicyRequest& request, const Judgement& judgement) {
    if (judgement.decision == Decision::Allowed)
        return {};
    if (judgement.decision == Decision::Unknown)
        return {Outcome::Unknown, fmt::format("whether {} may {}: {}", resource_name(role),
                                              text_of(request), judgement.detail)};
    return {Outcome::Fails, fmt::format("it may not {}: {}", text_of(request), judgement.detail)};
}

Judgement judge_assumption(const std::vector<PolicyStatement>& trust, std::string service,
                           const TrustRequest& asked) {
    PolicySet policies;
    policies.resource = {{"its trust policy", trust}};
    policies.resource_rule = ResourcePolicyRule::Guards;
    PolicyRequest request;
    request.action = asked.action;
    request.resource = "*";
    request.principal = {PrincipalKind::Service, std::move(service), {}, {}};
    request.context = asked.context;
    request.unknown_keys = asked.unknown_keys;
    return evaluate(policies, request);
}

}  // namespace

RolePolicies policies_of(const Network& network, const Role& role) {
    RolePolicies found;
    add_managed(network, found, role);
    add_inline(found, role);
    add_boundary(network, found, role);
    return found;
}

PolicyJudgement judge_role_policies(const Network& network, const ServiceCalls& asked) {
    if (asked.role == nullptr)
        return {};
    const RolePolicies found = policies_of(network, *asked.role);
    PolicyJudgement worst;
    for (const knowledge::Call& call : asked.calls) {
        if (call.signer == knowledge::Signer::Service)
            continue;
        PolicyRequest request = request_of(network, asked, call);
        request.unknown_keys.insert(found.unknown.begin(), found.unknown.end());
        assume_the_owner_allows(request);
        worst = worse(std::move(worst),
                      judged(*asked.role, request, evaluate(found.policies, request)));
    }
    return worst;
}

PolicyJudgement judge_trust(const Network& network, const Role& role, std::string_view service) {
    return judge_trust(network, role, service, {});
}

/// China's services go by two names, with and without ".cn"; either will do.
PolicyJudgement judge_trust(const Network& network, const Role& role, std::string_view service,
                            const TrustRequest& asked) {
    const auto trust = role.assume_role_policy.is_known()
                           ? read_policy(role.assume_role_policy.value())
                           : Result<std::vector<PolicyStatement>>{failure(ErrorKind::NotFound, "")};
    if (!trust)
        return {Outcome::Unknown, "the trust policy of " + resource_name(role)};
    const auto suffix = knowledge::expand("{suffix}", network.placeholders());
    constexpr std::string_view everywhere = "amazonaws.com";
    const std::string local =
        fmt::format("{}{}", service.substr(0, service.rfind(everywhere)), suffix);
    Judgement judgement = judge_assumption(*trust, std::string(service), asked);
    if (judgement.decision != Decision::Allowed && local != service)
        judgement = judge_assumption(*trust, local, asked);
    if (judgement.decision == Decision::Allowed)
        return {};
    if (judgement.decision == Decision::Unknown)
        return {Outcome::Unknown,
                fmt::format("whether the trust policy of {} lets {} assume it: {}",
                            resource_name(role), service, judgement.detail)};
    return {Outcome::Fails, fmt::format("its trust policy does not let {} assume it", service)};
}

}  // namespace inland::prove
