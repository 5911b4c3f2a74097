// SPDX-License-Identifier: Apache-2.0
#include "core/crypto.h"
#include "emulator/services/arn.h"
#include "emulator/services/iam/role.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"
#include "emulator/services/tables.h"

#include <algorithm>
#include <array>
#include <chrono>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

constexpr std::int64_t default_duration = 3600;
constexpr std::int64_t least_duration = 900;
constexpr int forbidden = 403;

Result<json::object> get_caller_identity(const Call& call) {
    return json::object{{"UserId", call.caller.user_id},
                        {"Account", call.caller.account},
                        {"Arn", call.caller.principal_arn}};
}

/// The account in "arn:aws:iam::123456789012:role/NAME".
std::string account_of(std::string_view role_arn) {
    constexpr int fields_before = 4;
    for (int field = 0; field < fields_before; ++field)
        role_arn.remove_prefix(std::min(role_arn.find(':'), role_arn.size() - 1) + 1);
    return std::string(role_arn.substr(0, role_arn.find(':')));
}

/// Temporary credentials of a principal; they expire by the wall clock, as signatures do.
json::object new_session(const Call& call, const std::string& account, const std::string& principal,
                         const std::string& user_id, std::int64_t seconds) {
    constexpr std::string_view alphabet =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const auto id = "ASIA" + random_text(16, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567");
    const auto secret = random_text(40, alphabet);
    const auto token = random_text(200, alphabet);
    const auto expires = SystemClock().now() + std::chrono::seconds(seconds);
    call.world.store().put({{account, ""}, std::string(kind::session), id},
                           {{"AccessKeyId", id},
                            {"_principal_arn", principal},
                            {"_user_id", user_id},
                            {"_secret", secret},
                            {"_session_token", token},
                            {"_expires", expires.time_since_epoch().count()}});
    return {{"AccessKeyId", id},
            {"SecretAccessKey", secret},
            {"SessionToken", token},
            {"Expiration", iso8601(expires)}};
}

Result<std::int64_t> duration_of(const Call& call, std::int64_t greatest) {
    const auto seconds = number_of(call.input, "DurationSeconds", default_duration);
    if (seconds < least_duration)
        return refuse("ValidationError",
                      fmt::format("1 validation error detected: Value '{}' at 'durationSeconds' "
                                  "failed to satisfy constraint: Member must have value greater "
                                  "than or equal to 900",
                                  seconds));
    if (seconds > greatest)
        return refuse("ValidationError",
                      "The requested DurationSeconds exceeds the MaxSessionDuration set for this "
                      "role.");
    return seconds;
}

Result<json::object> assume(const Call& call, std::string_view action) {
    const auto role_arn = text_of(call.input, "RoleArn");
    const auto session = text_of(call.input, "RoleSessionName");
    if (role_arn.empty() || session.empty())
        return refuse("ValidationError", "RoleArn and RoleSessionName must be given");
    const auto account = account_of(role_arn);
    const auto* role = role_of_arn(call.world, {account, ""}, role_arn);
    if (role == nullptr)
        return refuse("AccessDenied",
                      fmt::format("User: {} is not authorized to perform: {} on resource: {}",
                                  call.caller.principal_arn, action, role_arn),
                      forbidden);
    const auto seconds =
        TRY(duration_of(call, number_of(*role, "MaxSessionDuration", default_duration)));
    const auto principal = arn(call.world, {account, ""}, "sts",
                               fmt::format("assumed-role/{}/{}", last_segment(role_arn), session));
    const auto user_id = fmt::format("{}:{}", text_of(*role, "RoleId"), session);
    return json::object{
        {"Credentials", new_session(call, account, principal, user_id, seconds)},
        {"AssumedRoleUser", json::object{{"AssumedRoleId", user_id}, {"Arn", principal}}}};
}

Result<json::object> assume_role(const Call& call) {
    return assume(call, "sts:AssumeRole");
}

Result<json::object> get_session_token(const Call& call) {
    return json::object{
        {"Credentials",
         new_session(call, call.caller.account, call.caller.principal_arn, call.caller.user_id,
                     number_of(call.input, "DurationSeconds", default_duration))}};
}

Result<json::object> get_access_key_info(const Call& call) {
    const auto id = text_of(call.input, "AccessKeyId");
    for (const auto kind : {kind::access_key, kind::session})
        for (const auto& [key, document] : call.world.store().list_everywhere(kind))
            if (key.id == id)
                return json::object{{"Account", key.scope.account}};
    return json::object{{"Account", call.caller.account}};
}

constexpr std::array operations{
    OperationRow{"GetCallerIdentity", get_caller_identity},
    OperationRow{"AssumeRole", assume_role},
    OperationRow{"GetSessionToken", get_session_token},
    OperationRow{"GetAccessKeyInfo", get_access_key_info},
};

}  // namespace

std::span<const OperationRow> sts_operations() {
    return operations;
}

}  // namespace inland::emulator
