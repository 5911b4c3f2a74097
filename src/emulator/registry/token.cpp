// SPDX-License-Identifier: Apache-2.0
#include "emulator/registry/token.h"

#include "core/crypto.h"
#include "emulator/registry/signing_key.h"
#include "emulator/services/members.h"

namespace inland::emulator::registry {

namespace {

std::string seal_of(World& world, std::string_view payload) {
    return hex(hmac_sha256(signing_key(world), payload));
}

std::unexpected<Error> denied(std::string message, int status) {
    return failure(ErrorKind::AccessDenied, std::move(message), "DENIED", status);
}

}  // namespace

std::string issue_token(World& world, const Caller& caller, TimePoint wall_now) {
    const json::object payload{
        {"account", caller.account},
        {"region", caller.region},
        {"principal", caller.principal_arn},
        {"key", caller.access_key_id},
        {"user", caller.user_id},
        {"expiration", (wall_now + token_lifetime).time_since_epoch().count()}};
    const auto text = base64url(json::serialize(payload));
    return text + "." + seal_of(world, text);
}

Result<Caller> read_token(World& world, std::string_view token, TimePoint wall_now) {
    const auto dot = token.find('.');
    const auto text = token.substr(0, dot);
    const auto decoded = dot == std::string_view::npos ? std::nullopt : decode_base64(text);
    if (!decoded || !constant_time_equal(token.substr(dot + 1), seal_of(world, text)))
        return denied("Your Authorization Token is invalid.", 400);
    const auto payload = TRY(parse_json(*decoded)).as_object();
    if (number_of(payload, "expiration") <= wall_now.time_since_epoch().count())
        return denied("Your authorization token has expired. Reauthenticate and try again.", 403);
    return Caller{.account = text_of(payload, "account"),
                  .region = text_of(payload, "region"),
                  .principal_arn = text_of(payload, "principal"),
                  .access_key_id = text_of(payload, "key"),
                  .user_id = text_of(payload, "user")};
}

}  // namespace inland::emulator::registry
