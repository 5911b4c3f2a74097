// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/sts/session.h"

#include "core/crypto.h"
#include "emulator/services/arn.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"

#include <fmt/format.h>

namespace inland::emulator {

namespace {

constexpr std::string_view secret_letters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::size_t id_length = 16;
constexpr std::size_t secret_length = 40;
constexpr std::size_t token_length = 200;

/// The account in "arn:aws:iam::123456789012:role/NAME".
std::string account_in(std::string_view arn) {
    constexpr int fields_before = 4;
    for (int field = 0; field < fields_before; ++field)
        arn.remove_prefix(std::min(arn.find(':'), arn.size() - 1) + 1);
    return std::string(arn.substr(0, arn.find(':')));
}

json::object tags_of(const NewSession& session) {
    json::object tags;
    for (const auto& [key, value] : session.tags)
        tags[key] = value;
    return tags;
}

}  // namespace

json::object make_session(World& world, const NewSession& session, TimePoint wall_now) {
    const auto id = "ASIA" + random_text(id_length, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567");
    const auto secret = random_text(secret_length, secret_letters);
    const auto token = random_text(token_length, secret_letters);
    const auto expires = wall_now + session.lifetime;
    json::object record{{"AccessKeyId", id},
                        {"_principal_arn", session.principal_arn},
                        {"_user_id", session.user_id},
                        {"_role_arn", session.role_arn},
                        {"_source_arn", session.source_arn},
                        {"_tags", tags_of(session)},
                        {"_issued", iso8601(wall_now)},
                        {"_secret", secret},
                        {"_session_token", token},
                        {"_expires", expires.time_since_epoch().count()}};
    if (session.policies)
        record["_session_policies"] = array_of(*session.policies);
    world.store().put({{session.account, ""}, std::string(kind::session), id}, std::move(record));
    return {{"AccessKeyId", id},
            {"SecretAccessKey", secret},
            {"SessionToken", token},
            {"Expiration", iso8601(expires)}};
}

NewSession role_session(const World& world, const json::object& role, std::string_view name) {
    const auto role_arn = text_of(role, "Arn");
    const auto account = account_in(role_arn);
    return {
        .account = account,
        .principal_arn = arn(world, {account, ""}, "sts",
                             fmt::format("assumed-role/{}/{}", text_of(role, "RoleName"), name)),
        .user_id = fmt::format("{}:{}", text_of(role, "RoleId"), name),
        .role_arn = role_arn};
}

json::object assumed_role_user(const NewSession& session) {
    return {{"AssumedRoleId", session.user_id}, {"Arn", session.principal_arn}};
}

}  // namespace inland::emulator
