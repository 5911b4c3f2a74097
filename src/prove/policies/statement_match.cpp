// SPDX-License-Identifier: Apache-2.0
#include "prove/policies/statement_match.h"

#include "prove/policies/condition_match.h"
#include "prove/policies/pattern.h"
#include "prove/policies/policy_variables.h"

#include <fmt/format.h>

namespace inland::prove {

namespace {

Truth match_action(const PolicyStatement& statement, std::string_view action) {
    const bool negated = statement.actions.empty();
    Truth any = Truth::No;
    for (const auto& pattern : negated ? statement.not_actions : statement.actions)
        any = either(any, match_pattern(pattern, action, Case::Ignored));
    return negated ? negation(any) : any;
}

/// An action without resources of its own asks for "*", which only "*" names.
Truth match_one_resource(std::string_view pattern, std::string_view resource) {
    return pattern == "*" ? Truth::Yes : match_resource(pattern, resource);
}

Truth match_resource(const PolicyStatement& statement, const PolicyRequest& request,
                     Doubts& doubts) {
    const bool negated = statement.resources.empty();
    if (negated && statement.not_resources.empty())
        return Truth::Yes;  // a trust policy is about its own role
    Truth any = Truth::No;
    for (const auto& pattern : negated ? statement.not_resources : statement.resources) {
        const auto filled = fill_in(pattern, statement.variables, request, doubts);
        const Truth matches = filled.there == Truth::Yes
                                  ? match_one_resource(filled.text, request.resource)
                                  : filled.there;
        any = either(any, matches);
    }
    if (any == Truth::Unknown)
        doubts.insert("the account");
    return negated ? negation(any) : any;
}

/// All but the principal.
Truth match_statement(const PolicyStatement& statement, const PolicyRequest& request,
                      Doubts& doubts) {
    Truth all = match_action(statement, request.action);
    if (all != Truth::No)
        all = both(all, match_resource(statement, request, doubts));
    for (const Condition& condition : statement.conditions)
        if (all != Truth::No)
            all = both(all, match_condition(condition, statement.variables, request, doubts));
    return all;
}

NamedAs narrowed(const NamedAs& named, Truth matches) {
    return {both(named.itself, matches), both(named.role, matches), both(named.account, matches)};
}

std::string name_of(const Policy& policy, const PolicyStatement& statement) {
    return statement.sid.empty() ? policy.name
                                 : fmt::format("{} in {}", statement.sid, policy.name);
}

void add_deny(PolicyOpinion& opinion, const Policy& policy, const PolicyStatement& statement,
              Truth denies) {
    if (denies > opinion.denies)
        opinion.denied_by = name_of(policy, statement);
    opinion.denies = either(opinion.denies, denies);
}

void add_allow(PolicyOpinion& opinion, const NamedAs& allows) {
    opinion.allows.itself = either(opinion.allows.itself, allows.itself);
    opinion.allows.role = either(opinion.allows.role, allows.role);
    opinion.allows.account = either(opinion.allows.account, allows.account);
}

void add_statement(PolicyOpinion& opinion, const Policy& policy, const PolicyStatement& statement,
                   const PolicyRequest& request) {
    Doubts doubts;
    const Truth matches = match_statement(statement, request, doubts);
    if (matches == Truth::No)
        return;
    const NamedAs named = narrowed(match_principal(statement, request.principal), matches);
    if (is_named(named) == Truth::Unknown) {
        if (matches == Truth::Yes)
            doubts.insert("who asks");
        opinion.doubts.merge(doubts);
    }
    if (statement.effect == Effect::Deny)
        add_deny(opinion, policy, statement, is_named(named));
    else
        add_allow(opinion, named);
}

}  // namespace

PolicyOpinion opinion_of(const std::vector<Policy>& policies, const PolicyRequest& request) {
    PolicyOpinion opinion;
    for (const Policy& policy : policies)
        for (const PolicyStatement& statement : policy.statements)
            add_statement(opinion, policy, statement, request);
    return opinion;
}

}  // namespace inland::prove
