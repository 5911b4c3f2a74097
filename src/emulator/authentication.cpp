// SPDX-License-Identifier: Apache-2.0
#include "emulator/authentication.h"

#include "core/crypto.h"
#include "emulator/services/records.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

constexpr std::string_view well_known_secret = "test";

struct Found {
    RecordKey key;
    const json::object* document = nullptr;
};

Found find_key(const Store& store, std::string_view kind, const std::string& id) {
    for (const auto& [key, document] : store.list_everywhere(kind))
        if (key.id == id)
            return {key, document};
    return {};
}

bool is_account(std::string_view text) {
    constexpr std::size_t digits = 12;
    return text.size() == digits &&
           std::ranges::all_of(text, [](char letter) { return letter >= '0' && letter <= '9'; });
}

std::string partition_of(std::string_view region) {
    return region.starts_with("cn-")       ? "aws-cn"
           : region.starts_with("us-gov-") ? "aws-us-gov"
                                           : "aws";
}

Error expired(aws::Protocol protocol) {
    const bool json_codes = protocol == aws::Protocol::Json || protocol == aws::Protocol::RestJson;
    return {ErrorKind::AccessDenied, "The security token included in the request is expired",
            json_codes ? "ExpiredTokenException" : "ExpiredToken", json_codes ? 400 : 403};
}

Result<aws::Secret> secret_of_session(const json::object& session, std::string_view token,
                                      TimePoint wall_now, aws::Protocol protocol) {
    if (!constant_time_equal(string_or_empty(session, "_session_token"), token))
        return failure(ErrorKind::NotFound, "the session token is not the key's");
    if (find_int(session, "_expires").value_or(0) <= wall_now.time_since_epoch().count())
        return std::unexpected(expired(protocol));
    return aws::Secret(string_or_empty(session, "_secret"));
}

/// A key that is not active is as unknown as one that never was.
Result<aws::Secret> secret_of_key(const json::object& key) {
    if (string_or_empty(key, "Status") == "Inactive")
        return failure(ErrorKind::NotFound, "the access key is not active");
    return aws::Secret(string_or_empty(key, "_secret"));
}

Caller root_of(std::string account, const std::string& access_key_id, const HomeAccount& home) {
    return {.account = account,
            .region = home.region,
            .principal_arn = fmt::format("arn:{}:iam::{}:root", partition_of(home.region), account),
            .access_key_id = access_key_id,
            .user_id = account};
}

Caller user_of(const Store& store, const Found& key, const HomeAccount& home) {
    const auto& account = key.key.scope.account;
    const auto name = string_or_empty(*key.document, "UserName");
    const auto* user = store.find({{account, ""}, std::string(kind::user), name});
    auto caller = root_of(account, key.key.id, home);
    if (user != nullptr) {
        caller.principal_arn = string_or_empty(*user, "Arn");
        caller.user_id = string_or_empty(*user, "UserId");
    }
    return caller;
}

Caller session_of(const Found& session, const HomeAccount& home) {
    auto caller = root_of(session.key.scope.account, session.key.id, home);
    if (auto arn = find_string(*session.document, "_principal_arn"))
        caller.principal_arn = std::move(*arn);
    if (auto id = find_string(*session.document, "_user_id"))
        caller.user_id = std::move(*id);
    return caller;
}

}  // namespace

aws::sigv4::SecretLookup secrets_of(const Store& store, TimePoint wall_now,
                                    aws::Protocol protocol) {
    return [&store, wall_now, protocol](std::string_view access_key_id,
                                        std::string_view token) -> Result<aws::Secret> {
        const std::string id(access_key_id);
        if (const auto session = find_key(store, kind::session, id); session.document != nullptr)
            return secret_of_session(*session.document, token, wall_now, protocol);
        if (const auto key = find_key(store, kind::access_key, id); key.document != nullptr)
            return secret_of_key(*key.document);
        return aws::Secret(std::string(well_known_secret));
    };
}

Caller caller_of_key(const Store& store, const std::string& access_key_id,
                     const HomeAccount& home) {
    if (const auto session = find_key(store, kind::session, access_key_id);
        session.document != nullptr)
        return session_of(session, home);
    if (const auto key = find_key(store, kind::access_key, access_key_id); key.document != nullptr)
        return user_of(store, key, home);
    return root_of(is_account(access_key_id) ? access_key_id : home.account, access_key_id, home);
}

Caller anonymous(const HomeAccount& home) {
    return {.account = home.account, .region = home.region};
}

Result<Caller> authenticate(const Store& store, const http::Request& request,
                            const aws::Service& service, TimePoint wall_now, Signatures signatures,
                            const HomeAccount& home) {
    const auto claim =
        signatures == Signatures::Verified
            ? aws::sigv4::verify(request, secrets_of(store, wall_now, service.protocol), wall_now,
                                 service.protocol)
            : aws::sigv4::read_claim(request);
    if (!claim && signatures == Signatures::Believed)
        return root_of(home.account, "", home);
    if (!claim)
        return std::unexpected(claim.error());
    auto caller = caller_of_key(store, claim->access_key_id,
                                {.account = home.account, .region = claim->region});
    return caller;
}

}  // namespace inland::emulator
