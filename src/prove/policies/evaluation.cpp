// SPDX-License-Identifier: Apache-2.0
#include "prove/policies/evaluation.h"

#include "prove/policies/pattern.h"
#include "prove/policies/statement_match.h"

#include <array>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace inland::prove {

namespace {

/// One kind of policies with what it says.
struct Voice {
    PolicyType type;
    PolicyOpinion opinion;
};

struct Voices {
    Voice identity, boundary, session, resource, endpoint;
    std::array<const Voice*, 5> all() const {
        return {&identity, &boundary, &session, &resource, &endpoint};
    }
};

PolicyOpinion unbounded() {
    PolicyOpinion opinion;
    opinion.allows.itself = Truth::Yes;
    return opinion;
}

PolicyOpinion bound_of(const std::optional<std::vector<Policy>>& policies,
                       const PolicyRequest& request) {
    return policies ? opinion_of(*policies, request) : unbounded();
}

bool is_root_user(const PolicyPrincipal& principal) {
    return principal.kind == PrincipalKind::Aws && principal.arn.ends_with(":root");
}

/// The root user has no identity policies: it may do everything in its account.
PolicyOpinion identity_of(const PolicySet& policies, const PolicyRequest& request) {
    return is_root_user(request.principal) ? unbounded() : opinion_of(policies.identity, request);
}

PolicyOpinion endpoint_of(const PolicySet& policies, const PolicyRequest& request) {
    PolicyOpinion opinion = bound_of(policies.endpoint, request);
    if (policies.endpoint_accounts == AccountMeans::ItsRootUser)
        opinion.allows.account = Truth::No;  // the root user is named by its own ARN
    return opinion;
}

Voices listen(const PolicySet& policies, const PolicyRequest& request) {
    return {{PolicyType::Identity, identity_of(policies, request)},
            {PolicyType::Boundary, bound_of(policies.boundary, request)},
            {PolicyType::Session, bound_of(policies.session, request)},
            {PolicyType::Resource, opinion_of(policies.resource, request)},
            {PolicyType::Endpoint, endpoint_of(policies, request)}};
}

Truth allows(const Voice& voice) {
    return is_named(voice.opinion.allows);
}

/// Boundary and session policies limit what identity policies and grants to a role give.
Truth bounds(const Voices& voices) {
    return both(allows(voices.boundary), allows(voices.session));
}

Truth identity_within_bounds(const Voices& voices) {
    return both(allows(voices.identity), bounds(voices));
}

/// What the resource's policy gives to one of its own account without IAM's help: to a session by
/// its own name without bounds, to a role within them.
Truth granted_by_resource(const Voices& voices) {
    const NamedAs& granted = voices.resource.opinion.allows;
    return either(granted.itself, both(granted.role, bounds(voices)));
}

Truth within_account(const Voices& voices, ResourcePolicyRule rule) {
    const Truth by_identity = identity_within_bounds(voices);
    const Truth by_iam = rule == ResourcePolicyRule::Grants
                             ? by_identity
                             : both(voices.resource.opinion.allows.account, by_identity);
    return either(granted_by_resource(voices), by_iam);
}

Truth across_accounts(const Voices& voices) {
    return both(allows(voices.resource), identity_within_bounds(voices));
}

/// Unknown when one of the two accounts is.
Truth is_own_account(const PolicyRequest& request) {
    const std::string& own = request.principal.account;
    if (request.resource_account.empty() || request.resource_account == own)
        return Truth::Yes;
    const bool unknown = own == unknown_account || request.resource_account == unknown_account;
    return unknown ? Truth::Unknown : Truth::No;
}

/// Services, federated and anonymous callers have no identity policies.
Truth permission(const Voices& voices, const PolicySet& policies, const PolicyRequest& request) {
    if (request.principal.kind != PrincipalKind::Aws)
        return voices.resource.opinion.allows.itself;
    const Truth within = within_account(voices, policies.resource_rule);
    const Truth across = across_accounts(voices);
    const Truth own = is_own_account(request);
    if (own == Truth::Unknown)
        return within == across ? within : Truth::Unknown;
    return own == Truth::Yes ? within : across;
}

bool needs_resource_policy(const PolicySet& policies, const PolicyRequest& request) {
    return request.principal.kind != PrincipalKind::Aws ||
           policies.resource_rule == ResourcePolicyRule::Guards ||
           is_own_account(request) == Truth::No;
}

/// The first that keeps the request from being allowed, in the order in which AWS names them.
const Voice& first_short_of(const Voices& voices, const PolicySet& policies,
                            const PolicyRequest& request, Truth wanted) {
    if (allows(voices.endpoint) < wanted)
        return voices.endpoint;
    if (needs_resource_policy(policies, request) && allows(voices.resource) < wanted)
        return voices.resource;
    if (request.principal.kind != PrincipalKind::Aws)
        return voices.resource;
    for (const Voice* voice : {&voices.identity, &voices.boundary, &voices.session})
        if (allows(*voice) < wanted)
            return *voice;
    return voices.resource;
}

constexpr std::string_view policies_text(PolicyType type) {
    constexpr std::array<std::string_view, 5> texts{"identity-based policy", "permissions boundary",
                                                    "session policy", "resource-based policy",
                                                    "VPC endpoint policy"};
    return texts.at(static_cast<std::size_t>(type));
}

Judgement denied(const Voice& voice) {
    return {Decision::DeniedByStatement, voice.type,
            fmt::format("{} denies it", voice.opinion.denied_by)};
}

Judgement not_allowed(const Voice& voice, const PolicyRequest& request) {
    return {Decision::NotAllowed, voice.type,
            fmt::format("no {} allows {}", policies_text(voice.type), request.action)};
}

Judgement unknown(const Voices& voices, const Voice& voice) {
    Doubts doubts;
    for (const Voice* each : voices.all())
        doubts.insert(each->opinion.doubts.begin(), each->opinion.doubts.end());
    if (doubts.empty())
        doubts.insert("the account");
    return {Decision::Unknown, voice.type, fmt::format("{}", fmt::join(doubts, ", "))};
}

}  // namespace

PolicyRequest with_principal_keys(PolicyRequest request) {
    const PolicyPrincipal& who = request.principal;
    const auto add = [&request](std::string key, std::string value) {
        if (!value.empty() && !request.unknown_keys.contains(key))
            request.context.try_emplace(std::move(key), std::vector{std::move(value)});
    };
    add("aws:resourceaccount",
        request.resource_account.empty() ? who.account : request.resource_account);
    if (who.kind != PrincipalKind::Aws)
        return request;
    add("aws:principalarn", who.role_arn.empty() ? who.arn : who.role_arn);
    add("aws:principalaccount", who.account);
    add("aws:principalisawsservice", "false");
    const bool is_user = who.arn.find(":user/") != std::string::npos;
    const bool is_role = !who.role_arn.empty();
    if (is_root_user(who) || is_user || is_role)
        add("aws:principaltype", is_role ? "AssumedRole" : is_user ? "User" : "Account");
    return request;
}

Judgement evaluate(const PolicySet& policies, const PolicyRequest& request) {
    const Voices voices = listen(policies, request);
    for (const Voice* voice : voices.all())
        if (voice->opinion.denies == Truth::Yes)
            return denied(*voice);
    const Truth permitted = both(permission(voices, policies, request), allows(voices.endpoint));
    if (permitted == Truth::No)
        return not_allowed(first_short_of(voices, policies, request, Truth::Unknown), request);
    for (const Voice* voice : voices.all())
        if (voice->opinion.denies == Truth::Unknown)
            return unknown(voices, *voice);
    if (permitted == Truth::Unknown)
        return unknown(voices, first_short_of(voices, policies, request, Truth::Yes));
    return {Decision::Allowed, PolicyType::Identity, {}};
}

}  // namespace inland::prove
