// SPDX-License-Identifier: Apache-2.0
#include "emulator/authorization/principal_policies.h"
#include "emulator/services/arn.h"
#include "emulator/services/iam/names.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"
#include "emulator/services/sts/session.h"
#include "emulator/services/sts/session_input.h"
#include "emulator/services/tables.h"

#include <algorithm>
#include <array>
#include <chrono>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

constexpr std::int64_t default_duration = 43200;
constexpr int forbidden = 403;

Result<json::object> get_caller_identity(const Call& call) {
    return json::object{{"UserId", call.caller.user_id},
                        {"Account", call.caller.account},
                        {"Arn", call.caller.principal_arn}};
}

constexpr std::int64_t longest_session = 129600;
constexpr std::int64_t longest_of_root = 3600;

Result<void> check_long_term(const Call& call) {
    if (session_of(call.world, call.caller) == nullptr)
        return {};
    return refuse("AccessDenied",
                  fmt::format("Cannot call {} with session credentials", call.operation),
                  forbidden);
}

Result<std::chrono::seconds> lifetime_of(const Call& call) {
    const bool root = is_root(call.caller);
    auto lifetime =
        TRY(session_duration(call, root ? longest_of_root : default_duration, longest_session));
    return root ? std::min(lifetime, std::chrono::seconds(longest_of_root)) : lifetime;
}

Result<json::object> get_session_token(const Call& call) {
    TRY_VOID(check_long_term(call));
    NewSession session{.account = call.caller.account,
                       .principal_arn = call.caller.principal_arn,
                       .user_id = call.caller.user_id,
                       .source_arn = call.caller.principal_arn,
                       .lifetime = TRY(lifetime_of(call))};
    return json::object{{"Credentials", make_session(call.world, session)}};
}

/// A federated user may do what both the user and the session's policy allow: nothing without one.
Result<json::object> get_federation_token(const Call& call) {
    TRY_VOID(check_long_term(call));
    const auto name = text_of(call.input, "Name");
    TRY_VOID(check_name("name", name, 32));
    auto policies = TRY(session_policies(call, call.caller.account));
    NewSession session{
        .account = call.caller.account,
        .principal_arn = arn(call.world, call.global_scope(), "sts", "federated-user/" + name),
        .user_id = fmt::format("{}:{}", call.caller.account, name),
        .source_arn = call.caller.principal_arn,
        .policies = policies.value_or(std::vector<std::string>()),
        .tags = TRY(session_tags(call)),
        .lifetime = TRY(lifetime_of(call))};
    return json::object{{"Credentials", make_session(call.world, session)},
                        {"FederatedUser", json::object{{"FederatedUserId", session.user_id},
                                                       {"Arn", session.principal_arn}}}};
}

Result<json::object> decode_authorization_message(const Call&) {
    return refuse("InvalidAuthorizationMessageException",
                  "The embedded AWS says in its denials why it denies and encodes no message, so "
                  "there is none to decode.");
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
    OperationRow{"GetSessionToken", get_session_token},
    OperationRow{"GetFederationToken", get_federation_token},
    OperationRow{"GetAccessKeyInfo", get_access_key_info},
    OperationRow{"DecodeAuthorizationMessage", decode_authorization_message},
};

}  // namespace

std::span<const OperationRow> sts_call_operations() {
    return operations;
}

}  // namespace inland::emulator
