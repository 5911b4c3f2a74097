// SPDX-License-Identifier: Apache-2.0
#include "prove/policies/request_class.h"

#include "prove/policies/condition_match.h"
#include "prove/policies/pattern_sets.h"
#include "prove/policies/policy_variables.h"
#include "prove/policies/principal_match.h"

#include <algorithm>
#include <ranges>

namespace inland::prove {

namespace {

constexpr std::string_view wildcards = "*?";
constexpr int account_segment = 4;

bool is_wild(std::string_view text) {
    return text.find_first_of(wildcards) != std::string_view::npos;
}

/// Conditions and principals, which a whole class has in common.
Truth meets_the_rest(const PolicyStatement& statement, const PolicyRequest& request) {
    Doubts doubts;
    Truth all = is_named(match_principal(statement, request.principal));
    for (const Condition& condition : statement.conditions)
        all = both(all, match_condition(condition, statement.variables, request, doubts));
    return all;
}

/// The patterns with their variables filled in; `otherwise` for those that nobody can fill in, and
/// none for those that match nothing.
std::vector<std::string> filled(const std::vector<std::string>& patterns,
                                const PolicyStatement& statement, const PolicyRequest& request,
                                std::string_view otherwise) {
    std::vector<std::string> texts;
    Doubts doubts;
    for (const auto& pattern : patterns) {
        auto text = fill_in(pattern, statement.variables, request, doubts);
        if (text.there == Truth::Yes)
            texts.push_back(std::move(text.text));
        else if (text.there == Truth::Unknown && !otherwise.empty())
            texts.emplace_back(otherwise);
    }
    return texts;
}

std::vector<std::string> action_patterns(const PolicyStatement& statement,
                                         std::string_view prefix) {
    const std::string all = std::string(prefix) + "*";
    std::vector<std::string> patterns;
    if (statement.actions.empty()) {
        const bool leaves_some = std::ranges::none_of(
            statement.not_actions,
            [&](const auto& pattern) { return pattern_includes(pattern, all, Case::Ignored); });
        return leaves_some ? std::vector{all} : patterns;
    }
    for (const auto& pattern : statement.actions)
        if (patterns_meet(pattern, all, Case::Ignored))
            patterns.push_back(pattern_includes(pattern, all, Case::Ignored) ? all : pattern);
    return patterns;
}

/// The text between the colons before and behind; the sixth segment has all that is left.
std::string_view segment(std::string_view arn, int number) {
    for (; number > 0; --number) {
        const auto colon = arn.find(':');
        if (colon == std::string_view::npos)
            return {};
        arn.remove_prefix(colon + 1);
    }
    return arn;
}

std::string_view account_of_arn(std::string_view arn) {
    const auto rest = segment(arn, account_segment);
    return rest.substr(0, rest.find(':'));
}

/// A resource that a policy names is trusted; what only a wildcard matches may be anybody's. Where
/// ARNs hold no account (buckets) the name alone says whose it is.
bool may_be_of(std::string_view pattern, std::string_view account) {
    if (std::ranges::count(pattern, ':') <= account_segment)
        return is_wild(pattern);
    const auto named = account_of_arn(pattern);
    if (!named.empty())
        return patterns_meet(named, account, Case::Minded);
    const auto name = segment(pattern, account_segment + 1);
    return is_wild(name.substr(0, name.find('/')));
}

std::vector<std::string> resource_patterns(const PolicyStatement& statement,
                                           const PolicyRequest& request) {
    if (statement.resources.empty())
        return {"*"};
    auto patterns = filled(statement.resources, statement, request, "*");
    std::erase_if(patterns, [&](const auto& pattern) {
        return !may_be_of(pattern, request.resource_account);
    });
    return patterns;
}

bool covers_actions(const PolicyStatement& statement, std::string_view actions) {
    if (statement.actions.empty())
        return std::ranges::none_of(statement.not_actions, [&](const auto& pattern) {
            return patterns_meet(pattern, actions, Case::Ignored);
        });
    return std::ranges::any_of(statement.actions, [&](const auto& pattern) {
        return pattern_includes(pattern, actions, Case::Ignored);
    });
}

bool covers_resources(const PolicyStatement& statement, std::string_view resources,
                      const PolicyRequest& request) {
    if (statement.resources.empty())
        return std::ranges::none_of(
            filled(statement.not_resources, statement, request, "*"),
            [&](const auto& pattern) { return patterns_meet(pattern, resources, Case::Minded); });
    return std::ranges::any_of(
        filled(statement.resources, statement, request, ""),
        [&](const auto& pattern) { return resource_includes(pattern, resources); });
}

}  // namespace

std::vector<RequestClass> classes_of(const PolicyStatement& statement, std::string_view prefix,
                                     const PolicyRequest& request) {
    std::vector<RequestClass> classes;
    if (statement.effect == Effect::Deny || meets_the_rest(statement, request) == Truth::No)
        return classes;
    const auto resources = resource_patterns(statement, request);
    for (const auto& actions : action_patterns(statement, prefix))
        for (const auto& resource : resources)
            classes.push_back({actions, resource});
    return classes;
}

bool denies_all(const PolicyStatement& statement, const RequestClass& requests,
                const PolicyRequest& request) {
    return statement.effect == Effect::Deny && covers_actions(statement, requests.actions) &&
           covers_resources(statement, requests.resources, request) &&
           meets_the_rest(statement, request) == Truth::Yes;
}

std::string resource_like(std::string_view pattern, std::string_view account) {
    const auto named = account_of_arn(pattern);
    const auto account_at = static_cast<std::size_t>(named.data() - pattern.data());
    std::string text;
    for (std::size_t at = 0; at < pattern.size(); ++at) {
        if (!named.empty() && at == account_at && is_wild(named)) {
            text += account;
            at += named.size() - 1;
        } else {
            text += is_wild(pattern.substr(at, 1)) ? 'x' : pattern[at];
        }
    }
    return text;
}

}  // namespace inland::prove
