// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/ecr/policy_text.h"

#include "emulator/services/ecr/lookup.h"
#include "emulator/services/members.h"
#include "prove/policies/policy_document.h"

#include <algorithm>
#include <array>
#include <set>

namespace inland::emulator::ecr {

namespace {

constexpr std::string_view bad_lifecycle = "Lifecycle policy validation failure: ";

std::unexpected<Error> bad_rule(std::string_view why) {
    return invalid_parameter("LifecyclePolicyText", std::string(bad_lifecycle) + std::string(why));
}

template <std::size_t count>
bool is_word(std::string_view text, const std::array<std::string_view, count>& words) {
    return std::ranges::find(words, text) != words.end();
}

/// Somebody may or may not do something; the resource is the repository itself and so not named.
bool is_whole(const prove::PolicyStatement& statement) {
    return (statement.principals || statement.not_principals) &&
           !(statement.actions.empty() && statement.not_actions.empty());
}

Result<void> check_selection(const json::object& selection) {
    constexpr std::array<std::string_view, 3> statuses = {"tagged", "untagged", "any"};
    constexpr std::array<std::string_view, 4> kinds = {
        "imageCountMoreThan", "sinceImagePushed", "sinceImagePulled", "sinceImageTransitioned"};
    const auto status = text_of(selection, "tagStatus");
    const auto kind = text_of(selection, "countType");
    if (!is_word(status, statuses))
        return bad_rule("tagStatus must be one of tagged, untagged, any");
    const bool names_tags = has(selection, "tagPrefixList") || has(selection, "tagPatternList");
    if ((status == "tagged") != names_tags)
        return bad_rule(
            "tagPrefixList or tagPatternList must be given with, and only with, "
            "tagStatus tagged");
    if (!is_word(kind, kinds))
        return bad_rule("countType is not valid");
    if (number_of(selection, "countNumber") < 1)
        return bad_rule("countNumber must be greater than 0");
    if ((kind != "imageCountMoreThan") != (text_of(selection, "countUnit") == "days"))
        return bad_rule("countUnit must be days with, and only with, countTypes of time");
    return {};
}

Result<void> check_rule(const json::value& rule, std::set<std::int64_t>& priorities) {
    constexpr std::array<std::string_view, 2> actions = {"expire", "transition"};
    if (!rule.is_object())
        return bad_rule("a rule is not an object");
    const auto& members = rule.get_object();
    const auto priority = number_of(members, "rulePriority");
    if (priority < 1)
        return bad_rule("rulePriority must be a number greater than 0");
    if (!priorities.insert(priority).second)
        return bad_rule("rulePriority must be unique");
    TRY_VOID(check_selection(object_of(members, "selection")));
    if (!is_word(text_of(object_of(members, "action"), "type"), actions))
        return bad_rule("action.type must be expire");
    return {};
}

}  // namespace

Result<void> check_policy_text(std::string_view text) {
    const auto statements = prove::read_policy(text);
    const bool sound =
        statements && !statements->empty() && std::ranges::all_of(*statements, is_whole);
    return sound ? Result<void>{}
                 : invalid_parameter("PolicyText", "Invalid repository policy provided");
}

Result<void> check_lifecycle_policy_text(std::string_view text) {
    const auto document = parse_json(text);
    if (!document || !document->is_object())
        return bad_rule("the text is not JSON");
    const auto& rules = list_of(document->get_object(), "rules");
    if (rules.empty())
        return bad_rule("rules must not be empty");
    std::set<std::int64_t> priorities;
    for (const auto& rule : rules)
        TRY_VOID(check_rule(rule, priorities));
    return {};
}

}  // namespace inland::emulator::ecr
