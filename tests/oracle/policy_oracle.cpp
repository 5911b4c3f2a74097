// SPDX-License-Identifier: Apache-2.0
#include "tests/oracle/policy_oracle.h"

#include <algorithm>
#include <functional>
#include <set>

namespace inland::oracle {

namespace {

using Texts = std::vector<std::string>;

std::string small(std::string text) {
    for (char& letter : text)
        if (letter >= 'A' && letter <= 'Z')
            letter = static_cast<char>(letter + 32);
    return text;
}

/// By the definition: a star is nothing, or one character and the star again.
bool fits(const std::string& pattern, const std::string& text) {
    if (pattern.empty())
        return text.empty();
    if (pattern[0] == '*')
        return fits(pattern.substr(1), text) || (!text.empty() && fits(pattern, text.substr(1)));
    return !text.empty() && (pattern[0] == '?' || pattern[0] == text[0]) &&
           fits(pattern.substr(1), text.substr(1));
}

/// The vocabulary's one variable, "${k:v}"; nothing when the request lacks it.
std::optional<std::string> spelled_out(const PolicyQuestion& question, const std::string& text) {
    const auto at = text.find("${k:v}");
    if (at == std::string::npos)
        return text;
    const auto key = question.keys.find("k:v");
    if (key == question.keys.end() || key->second.size() != 1)
        return std::nullopt;
    return text.substr(0, at) + key->second[0] + text.substr(at + 6);
}

/// Only whole numbers are in the vocabulary; a text that is none compares with nothing.
bool compare_numbers(const std::string& one, const std::string& other, bool less) {
    for (const auto& text : {one, other})
        if (text.empty() || text.find_first_not_of("0123456789") != std::string::npos)
            return false;
    return less ? std::stol(one) < std::stol(other) : std::stol(one) == std::stol(other);
}

/// Only 10.0.0.0/8 and single addresses are in the vocabulary.
bool in_network(const std::string& address, const std::string& block) {
    return block == "10.0.0.0/8" ? address.rfind("10.", 0) == 0 : address == block;
}

/// Six parts with colons between them, the last of which may hold more; stars stay in their part.
bool arn_fits(std::string pattern, std::string arn) {
    for (int part = 0; part < 5; ++part) {
        const auto one = pattern.find(':');
        const auto other = arn.find(':');
        if (one == std::string::npos || other == std::string::npos ||
            !fits(pattern.substr(0, one), arn.substr(0, other)))
            return false;
        pattern = pattern.substr(one + 1);
        arn = arn.substr(other + 1);
    }
    return fits(pattern, arn);
}

bool value_meets(const PolicyQuestion& question, const std::string& operation,
                 const std::string& actual, const std::string& written) {
    if (operation == "NumericLessThan")
        return compare_numbers(actual, written, true);
    if (operation == "NumericEquals" || operation == "NumericNotEquals")
        return compare_numbers(actual, written, false);
    if (operation == "Bool")
        return small(actual) == small(written);
    if (operation == "IpAddress" || operation == "NotIpAddress")
        return in_network(actual, written);
    if (operation.rfind("Arn", 0) == 0)
        return arn_fits(written, actual);
    const auto expected = spelled_out(question, written);
    if (!expected)
        return false;
    if (operation == "StringLike" || operation == "StringNotLike")
        return fits(*expected, actual);
    if (operation == "StringEqualsIgnoreCase")
        return small(*expected) == small(actual);
    return *expected == actual;
}

bool condition_met(const PolicyQuestion& question, const PolicyCondition& condition) {
    const auto entry = question.keys.find(condition.key);
    const Texts there = entry == question.keys.end() ? Texts{} : entry->second;
    if (condition.operation == "Null")
        return std::ranges::count(condition.values, there.empty() ? "true" : "false") > 0;
    const bool negative = condition.operation.find("Not") != std::string::npos;
    if (there.empty()) {
        if (condition.if_exists || condition.quantifier == "ForAllValues:")
            return true;
        return negative && condition.quantifier.empty();
    }
    std::size_t good = 0;
    for (const auto& actual : there) {
        bool any = false;
        for (const auto& written : condition.values)
            any = any || value_meets(question, condition.operation, actual, written);
        good += any != negative ? 1U : 0U;
    }
    if (condition.quantifier == "ForAllValues:" || (condition.quantifier.empty() && negative))
        return good == there.size();
    return good > 0;
}

std::string account_written(const std::string& text) {
    if (text.size() == 12)
        return text;
    return text.ends_with(":root") ? text.substr(13, 12) : "";
}

/// The ways in which one name means the asker.
std::set<std::string> ways(const NamedPrincipal& name, const Asker& asker) {
    std::set<std::string> found;
    if (name.text == "*")
        found.insert("self");
    if (name.type == asker.type && name.text == asker.arn)
        found.insert("self");
    if (name.type == "AWS" && asker.type == "AWS") {
        if (name.text == asker.role)
            found.insert("role");
        if (account_written(name.text) == asker.account)
            found.insert("account");
    }
    return found;
}

std::set<std::string> ways_named(const Rule& rule, const Asker& asker) {
    std::set<std::string> named;
    for (const auto& name : rule.principals)
        named.merge(ways(name, asker));
    if (rule.principals.empty())
        return {"self"};
    if (!rule.names_others)
        return named;
    std::set<std::string> all = {"self"};
    if (asker.type == "AWS")
        all.insert("account");
    if (!asker.role.empty())
        all.insert("role");
    const bool spared = rule.allows ? !named.empty() : named == all;
    return spared ? std::set<std::string>{} : std::set<std::string>{"self"};
}

bool is_about_request(const PolicyQuestion& question, const Rule& rule) {
    bool action = false;
    for (const auto& pattern : rule.actions)
        action = action || fits(small(pattern), small(question.action));
    bool resource = false;
    for (const auto& pattern : rule.resources)
        if (const auto text = spelled_out(question, pattern))
            resource = resource || fits(*text, question.target);
    const bool conditions = std::ranges::all_of(
        rule.conditions, [&](const auto& condition) { return condition_met(question, condition); });
    return action != rule.other_actions && resource != rule.other_resources && conditions;
}

std::set<std::string> allowed_ways(const PolicyQuestion& question, const Rules& rules) {
    std::set<std::string> found;
    for (const auto& rule : rules)
        if (rule.allows && is_about_request(question, rule))
            found.merge(ways_named(rule, question.asker));
    return found;
}

bool allows(const PolicyQuestion& question, const std::optional<Rules>& rules) {
    return !rules || !allowed_ways(question, *rules).empty();
}

bool denies(const PolicyQuestion& question, const Rules& rules) {
    return std::ranges::any_of(rules, [&](const Rule& rule) {
        return !rule.allows && is_about_request(question, rule) &&
               !ways_named(rule, question.asker).empty();
    });
}

bool is_denied(const PolicyQuestion& question) {
    for (const auto& rules : {std::optional(question.identity), std::optional(question.resource),
                              question.boundary, question.session, question.endpoint})
        if (rules && denies(question, *rules))
            return true;
    return false;
}

bool passes_endpoint(const PolicyQuestion& question) {
    if (!question.endpoint)
        return true;
    auto by = allowed_ways(question, *question.endpoint);
    if (question.gateway)
        by.erase("account");
    return !by.empty();
}

bool is_allowed(const PolicyQuestion& question) {
    const auto granted = allowed_ways(question, question.resource);
    if (question.asker.type != "AWS")
        return granted.contains("self");
    const bool edge = allows(question, question.boundary) && allows(question, question.session);
    const bool own = edge && !allowed_ways(question, question.identity).empty();
    if (question.asker.account != question.target_account)
        return own && !granted.empty();
    if (granted.contains("self") || (granted.contains("role") && edge))
        return true;
    return question.guarded ? own && granted.contains("account") : own;
}

std::string answer(const PolicyQuestion& question) {
    if (is_denied(question))
        return "denied";
    return passes_endpoint(question) && is_allowed(question) ? "allowed" : "refused";
}

void for_each_rule(const PolicyQuestion& question, const std::function<void(const Rule&)>& visit) {
    for (const auto& rules : {std::optional(question.identity), std::optional(question.resource),
                              question.boundary, question.session, question.endpoint})
        if (rules)
            std::ranges::for_each(*rules, visit);
}

/// Everything that a policy compares the key with, as written and with the variable spelled out;
/// what other keys hold, which the variable may be compared with; something else; nothing.
std::vector<Texts> possible_values(const PolicyQuestion& question) {
    std::vector<Texts> values = {{},    {"other"}, {"0"}, {"99"},  {"10.0.0.1"},
                                 {"k"}, {"l"},     {"x"}, {"true"}};
    for (const auto& [key, actual] : question.keys)
        values.push_back(actual);
    for_each_rule(question, [&](const Rule& rule) {
        for (const auto& condition : rule.conditions)
            for (const auto& value : condition.values) {
                values.push_back({value});
                if (const auto text = spelled_out(question, value))
                    values.push_back({*text});
            }
    });
    return values;
}

}  // namespace

int looks_at_unknown(const PolicyQuestion& question) {
    int looks = 0;
    for_each_rule(question, [&](const Rule& rule) {
        for (const auto& condition : rule.conditions)
            looks += condition.key == question.unknown_key ? 1 : 0;
    });
    return looks;
}

std::string ask_iam(const PolicyQuestion& question) {
    if (question.unknown_key.empty())
        return answer(question);
    std::set<std::string> answers;
    for (const auto& value : possible_values(question)) {
        PolicyQuestion world = question;
        world.keys.erase(question.unknown_key);
        if (!value.empty())
            world.keys[question.unknown_key] = value;
        answers.insert(answer(world));
    }
    if (answers.size() == 1)
        return *answers.begin();
    return answers.contains("allowed") ? "unknown" : "refused";
}

}  // namespace inland::oracle
