// SPDX-License-Identifier: Apache-2.0
#include "emulator/authorization/denial.h"
#include "emulator/authorization/principal_policies.h"
#include "emulator/authorization/request_context.h"
#include "emulator/services/iam/role.h"
#include "emulator/services/members.h"
#include "emulator/services/refusal.h"
#include "emulator/services/sts/session.h"
#include "emulator/services/sts/session_input.h"
#include "emulator/services/sts/trust.h"
#include "emulator/services/tables.h"

#include <array>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

constexpr std::int64_t default_duration = 3600;
constexpr std::int64_t longest_chained = 3600;
constexpr std::int64_t longest_session = 43200;
constexpr int forbidden = 403;

/// AWS refuses root; the embedded AWS's well-known keys are root, so a trust policy decides for it.
prove::PolicySet callers_policies(const Call& call) {
    if (!is_root(call.caller))
        return policies_of(call.world, call.caller);
    return {
        .identity = {read_stored_policy(
            "root",
            R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]})")}};
}

Result<void> permit(const Call& call, const json::object& role, std::string_view action) {
    auto context = caller_keys(call.world, call.caller, SystemClock().now());
    for (auto& [key, values] : input_keys(call, *call.world.tables().permissions_of("sts")))
        context[key] = std::move(values);
    const auto request =
        request_for_role(role, action, principal_of(call.world, call.caller), std::move(context));
    const auto policies = with_trust(callers_policies(call), role);
    if (prove::evaluate(policies, request).decision == prove::Decision::Allowed)
        return {};
    const auto reason = reason_of_denial(policies, request, OwnPolicy::RoleTrust);
    return std::unexpected(
        denial(aws::Protocol::Query, denial_message(request, request.resource, reason)));
}

Result<void> permit_all(const Call& call, const json::object& role) {
    TRY_VOID(permit(call, role, "sts:AssumeRole"));
    if (has(call.input, "Tags"))
        TRY_VOID(permit(call, role, "sts:TagSession"));
    if (has(call.input, "SourceIdentity"))
        TRY_VOID(permit(call, role, "sts:SetSourceIdentity"));
    return {};
}

Result<const json::object*> find_role(const Call& call) {
    const auto role_arn = text_of(call.input, "RoleArn");
    if (role_arn.find(":role/") == std::string::npos)
        return refuse("ValidationError", fmt::format("{} is invalid", role_arn));
    const auto* role = role_anywhere(call.world, role_arn);
    if (role == nullptr)
        return refuse("AccessDenied",
                      fmt::format("User: {} is not authorized to perform: sts:AssumeRole on "
                                  "resource: {}",
                                  call.caller.principal_arn, role_arn),
                      forbidden);
    return role;
}

bool is_chained(const Call& call) {
    const auto* session = session_of(call.world, call.caller);
    return session != nullptr && !text_of(*session, "_role_arn").empty();
}

Result<void> check_limits(const Call& call, const json::object& role, std::chrono::seconds asked) {
    if (is_chained(call) && asked.count() > longest_chained)
        return refuse("ValidationError",
                      "The requested DurationSeconds exceeds the 1 hour session limit for roles "
                      "assumed by role chaining.");
    if (asked.count() > number_of(role, "MaxSessionDuration", default_duration))
        return refuse("ValidationError",
                      "The requested DurationSeconds exceeds the MaxSessionDuration set for this "
                      "role.");
    return {};
}

Result<json::object> assume_role(const Call& call) {
    const auto name = TRY(session_name(call));
    const auto lifetime = TRY(session_duration(call, default_duration, longest_session));
    auto tags = TRY(session_tags(call));
    const auto* role = TRY(find_role(call));
    TRY_VOID(permit_all(call, *role));
    TRY_VOID(check_limits(call, *role, lifetime));
    auto session = role_session(call.world, *role, name);
    session.policies = TRY(session_policies(call, session.account));
    session.tags = std::move(tags);
    session.lifetime = lifetime;
    json::object output{{"Credentials", make_session(call.world, session)},
                        {"AssumedRoleUser", assumed_role_user(session)}};
    copy_members(call.input, output, {"SourceIdentity"});
    return output;
}

constexpr std::array operations{OperationRow{"AssumeRole", assume_role}};

}  // namespace

std::span<const OperationRow> assume_role_operations() {
    return operations;
}

}  // namespace inland::emulator
