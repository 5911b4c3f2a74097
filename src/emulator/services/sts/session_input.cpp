// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/sts/session_input.h"

#include "aws/text_lines.h"
#include "emulator/authorization/resource.h"
#include "emulator/services/iam/names.h"
#include "emulator/services/iam/policy.h"
#include "emulator/services/members.h"
#include "emulator/services/refusal.h"
#include "emulator/services/tags.h"

#include <set>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

constexpr std::int64_t least_duration = 900;
constexpr std::size_t longest_policy = 2048;
constexpr std::size_t most_policies = 10;

std::unexpected<Error> constraint(std::string_view value, std::string_view member,
                                  std::string_view rule) {
    return refuse("ValidationError",
                  fmt::format("1 validation error detected: Value '{}' at '{}' failed to satisfy "
                              "constraint: {}",
                              value, member, rule));
}

Result<void> check_size(const std::string& policy) {
    if (policy.size() > longest_policy)
        return constraint(policy.substr(0, 16) + "...", "policy",
                          "Member must have length less than or equal to 2048");
    return {};
}

}  // namespace

Result<std::string> session_name(const Call& call) {
    constexpr std::size_t longest = 64;
    auto name = text_of(call.input, "RoleSessionName");
    constexpr std::string_view letters =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+=,.@-";
    if (name.find_first_not_of(letters) != std::string::npos)
        return constraint(name, "roleSessionName",
                          "Member must satisfy regular expression pattern: [\\w+=,.@-]*");
    if (name.size() < 2)
        return constraint(name, "roleSessionName",
                          "Member must have length greater than or equal to 2");
    if (name.size() > longest)
        return constraint(name, "roleSessionName",
                          "Member must have length less than or equal to 64");
    return name;
}

Result<std::chrono::seconds> session_duration(const Call& call, std::int64_t otherwise,
                                              std::int64_t greatest) {
    const auto seconds = number_of(call.input, "DurationSeconds", otherwise);
    if (seconds < least_duration)
        return constraint(std::to_string(seconds), "durationSeconds",
                          "Member must have value greater than or equal to 900");
    if (seconds > greatest)
        return constraint(std::to_string(seconds), "durationSeconds",
                          fmt::format("Member must have value less than or equal to {}", greatest));
    return std::chrono::seconds(seconds);
}

Result<std::optional<std::vector<std::string>>> session_policies(const Call& call,
                                                                 const std::string& account) {
    std::vector<std::string> documents;
    if (auto policy = text_of(call.input, "Policy"); !policy.empty()) {
        TRY_VOID(check_size(policy));
        TRY_VOID(check_policy_document(policy));
        documents.push_back(std::move(policy));
    }
    const auto& arns = list_of(call.input, "PolicyArns");
    if (arns.size() > most_policies)
        return constraint("policyArns", "policyArns",
                          "Member must have length less than or equal to 10");
    for (const auto& row : arns) {
        auto text = policy_text(call.world, account, text_of(row.as_object(), "arn"));
        if (text.empty())
            return refuse("InvalidParameterValue",
                          fmt::format("Policy {} does not exist or is not attachable.",
                                      text_of(row.as_object(), "arn")));
        documents.push_back(std::move(text));
    }
    if (documents.empty())
        return std::nullopt;
    return documents;
}

Result<std::map<std::string, std::string>> session_tags(const Call& call) {
    TRY_VOID(check_tags(list_of(call.input, "Tags"), "ValidationError"));
    std::set<std::string> keys;
    for (const auto& tag : list_of(call.input, "Tags"))
        if (!keys.insert(aws::to_lower(text_of(tag.as_object(), "Key"))).second)
            return refuse("InvalidParameterValue",
                          "Duplicate tag keys found. Please note that Tag keys are case "
                          "insensitive.");
    return tags_in({{"Tags", list_of(call.input, "Tags")}});
}

}  // namespace inland::emulator
