// SPDX-License-Identifier: Apache-2.0
#include "prove/policies/policy_document.h"

#include "core/json.h"

#include <algorithm>

namespace inland::prove {

namespace {

using boost::json::object;
using boost::json::value;

Error not_a_policy(std::string message) {
    return {.kind = ErrorKind::InvalidInput, .message = std::move(message)};
}

/// A member that may be one text or a list of texts.
std::vector<std::string> texts(const object& members, std::string_view name) {
    std::vector<std::string> found;
    const value* member = members.if_contains(name);
    if (member == nullptr)
        return found;
    if (member->is_string())
        found.emplace_back(member->as_string());
    if (member->is_array())
        for (const value& item : member->as_array())
            if (item.is_string())
                found.emplace_back(item.as_string());
    return found;
}

bool is_everybody(const object& members) {
    const value* principal = members.if_contains("Principal");
    if (principal == nullptr)
        return false;
    const std::vector<std::string> named =
        principal->is_object() ? texts(principal->as_object(), "AWS") : texts(members, "Principal");
    return std::ranges::find(named, "*") != named.end();
}

Result<PolicyStatement> read_statement(const value& json) {
    if (!json.is_object())
        return std::unexpected(not_a_policy("a statement of the policy is no object"));
    const object& members = json.as_object();
    const auto effect = texts(members, "Effect");
    if (effect.size() != 1 || (effect.front() != "Allow" && effect.front() != "Deny"))
        return std::unexpected(not_a_policy("a statement of the policy has no effect"));
    PolicyStatement statement;
    statement.effect = effect.front() == "Allow" ? Effect::Allow : Effect::Deny;
    statement.actions = texts(members, "Action");
    statement.not_actions = texts(members, "NotAction");
    statement.resources = texts(members, "Resource");
    statement.not_resources = texts(members, "NotResource");
    statement.for_everybody = is_everybody(members);
    statement.has_conditions = members.contains("Condition");
    return statement;
}

char lower(char letter) {
    return 'A' <= letter && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

bool same_letter(char one, char other, Case letters) {
    return one == other || (letters == Case::Ignored && lower(one) == lower(other));
}

}  // namespace

Result<std::vector<PolicyStatement>> read_policy(std::string_view document) {
    boost::system::error_code error;
    const value json = boost::json::parse(document, error);
    const value* statements =
        !error && json.is_object() ? json.as_object().if_contains("Statement") : nullptr;
    if (statements == nullptr)
        return std::unexpected(not_a_policy("the policy is no JSON document with statements"));
    std::vector<PolicyStatement> policy;
    if (!statements->is_array()) {
        policy.push_back(TRY(read_statement(*statements)));
        return policy;
    }
    for (const value& statement : statements->as_array())
        policy.push_back(TRY(read_statement(statement)));
    return policy;
}

/// Greedy with one way back: the last `*` takes one character more when the rest does not match.
bool matches_pattern(std::string_view pattern, std::string_view text, Case letters) {
    std::size_t at = 0;
    std::size_t in_text = 0;
    std::size_t star = std::string_view::npos;
    std::size_t resume = 0;
    while (in_text < text.size()) {
        if (at < pattern.size() && pattern[at] == '*') {
            star = at++;
            resume = in_text;
        } else if (at < pattern.size() &&
                   (pattern[at] == '?' || same_letter(pattern[at], text[in_text], letters))) {
            ++at;
            ++in_text;
        } else if (star != std::string_view::npos) {
            at = star + 1;
            in_text = ++resume;
        } else {
            return false;
        }
    }
    return pattern.find_first_not_of('*', at) == std::string_view::npos;
}

}  // namespace inland::prove
