// SPDX-License-Identifier: Apache-2.0
#include "prove/policies/policy_checks.h"

#include "prove/policies/pattern.h"
#include "prove/policies/policy_elements.h"

#include <algorithm>
#include <array>
#include <set>

#include <boost/algorithm/string/predicate.hpp>
#include <fmt/format.h>

namespace inland::prove {

namespace {

constexpr std::string_view letters_and_digits =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

std::unexpected<Error> refused(std::string message) {
    return std::unexpected(malformed_policy(std::move(message)));
}

Result<void> check_version(const PolicyText& policy) {
    if (policy.version != "2012-10-17")
        return refused("Policy document must be version 2012-10-17 or greater.");
    return {};
}

Result<void> check_sids(const PolicyText& policy) {
    std::set<std::string_view> seen;
    for (const PolicyStatement& statement : policy.statements) {
        if (statement.sid.find_first_not_of(letters_and_digits) != std::string::npos)
            return refused(
                "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the "
                "regular expression [0-9A-Za-z]*");
        if (!statement.sid.empty() && !seen.insert(statement.sid).second)
            return refused("Statement IDs (SID) in a single policy must be unique.");
    }
    return {};
}

Result<void> check_actions_are_there(const PolicyText& policy) {
    for (const PolicyStatement& statement : policy.statements)
        if (statement.actions.empty() && statement.not_actions.empty())
            return refused("Policy statement must contain actions.");
    return {};
}

Result<void> check_resource(std::string_view resource) {
    if (resource == "*")
        return {};
    if (!resource.starts_with("arn:"))
        return refused(fmt::format("Resource {} must be in ARN format or \"*\".", resource));
    const auto service = resource.substr(std::min(resource.find(':', 4), resource.size() - 1) + 1);
    const auto end = service.find(':');
    if (end != std::string_view::npos &&
        service.substr(0, end).find_first_of("*?") != std::string_view::npos)
        return refused("Resource vendor must be fully qualified and cannot contain regexes.");
    return {};
}

Result<void> check_resources(const PolicyText& policy) {
    for (const PolicyStatement& statement : policy.statements)
        for (const auto* resources : {&statement.resources, &statement.not_resources})
            for (const std::string& resource : *resources)
                TRY_VOID(check_resource(resource));
    return {};
}

Result<void> check_action(std::string_view action) {
    if (action == "*")
        return {};
    const auto colon = action.find(':');
    if (colon == std::string_view::npos)
        return refused(
            "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
    if (action.find(':', colon + 1) != std::string_view::npos)
        return refused("Actions/Condition can contain only one colon.");
    const auto vendor = action.substr(0, colon);
    if (vendor.find_first_not_of(fmt::format("{}-.", letters_and_digits)) != std::string_view::npos)
        return refused(fmt::format("Vendor {} is not valid", vendor));
    return {};
}

Result<void> check_actions(const PolicyText& policy) {
    for (const PolicyStatement& statement : policy.statements)
        for (const auto* actions : {&statement.actions, &statement.not_actions})
            for (const std::string& action : *actions)
                TRY_VOID(check_action(action));
    return {};
}

Result<void> check_names_nobody(const PolicyText& policy) {
    for (const PolicyStatement& statement : policy.statements)
        if (statement.principals || statement.not_principals)
            return refused("Policy document should not specify a principal.");
    return {};
}

Result<void> check_names_somebody(const PolicyText& policy) {
    for (const PolicyStatement& statement : policy.statements)
        if (!statement.principals && !statement.not_principals)
            return refused("Missing required field Principal");
    return {};
}

bool has_resources(const PolicyStatement& statement) {
    return !statement.resources.empty() || !statement.not_resources.empty();
}

Result<void> check_resources_are_there(const PolicyText& policy) {
    if (!std::ranges::all_of(policy.statements, has_resources))
        return refused("Policy statement must contain resources.");
    return {};
}

Result<void> check_has_no_resources(const PolicyText& policy) {
    if (std::ranges::any_of(policy.statements, has_resources))
        return refused("Has prohibited field Resource");
    return {};
}

/// Service Authorization Reference, AWS Security Token Service, 2026-08.
constexpr std::array<std::string_view, 12> sts_actions{
    "sts:AssumeRole",
    "sts:AssumeRoleWithSAML",
    "sts:AssumeRoleWithWebIdentity",
    "sts:DecodeAuthorizationMessage",
    "sts:GetAccessKeyInfo",
    "sts:GetCallerIdentity",
    "sts:GetFederationToken",
    "sts:GetServiceBearerToken",
    "sts:GetSessionToken",
    "sts:SetContext",
    "sts:SetSourceIdentity",
    "sts:TagSession",
};

bool is_of_sts(std::string_view action) {
    return boost::istarts_with(action, "sts:") &&
           std::ranges::any_of(sts_actions, [&](std::string_view known) {
               return match_pattern(action, known, Case::Ignored) == Truth::Yes;
           });
}

/// One that STS does not know is refused too (terraform-provider-aws#32872).
Result<void> check_sts_actions(const PolicyText& policy) {
    for (const PolicyStatement& statement : policy.statements)
        if (!std::ranges::all_of(statement.actions, is_of_sts))
            return refused("AssumeRole policy may only specify STS AssumeRole actions.");
    return {};
}

struct CheckRow {
    Result<void> (*check)(const PolicyText& policy);
    bool identity, trust, resource;

    [[nodiscard]] bool is_of(PolicyKind kind) const {
        return (kind == PolicyKind::Identity && identity) || (kind == PolicyKind::Trust && trust) ||
               (kind == PolicyKind::Resource && resource);
    }
};

/// The order is IAM's as real accounts showed it.
constexpr std::array checks{
    CheckRow{check_version, true, false, false},
    CheckRow{check_sids, true, true, false},
    CheckRow{check_actions_are_there, true, true, true},
    CheckRow{check_has_no_resources, false, true, false},
    CheckRow{check_resources, true, false, true},
    CheckRow{check_actions, true, true, true},
    CheckRow{check_names_nobody, true, false, false},
    CheckRow{check_names_somebody, false, true, true},
    CheckRow{check_resources_are_there, true, false, true},
    CheckRow{check_sts_actions, false, true, false},
};

}  // namespace

Result<void> check_policy(const PolicyText& policy, PolicyKind kind) {
    for (const CheckRow& row : checks)
        if (row.is_of(kind))
            TRY_VOID(row.check(policy));
    return {};
}

}  // namespace inland::prove
