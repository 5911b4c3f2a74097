// SPDX-License-Identifier: Apache-2.0
#include "aws/text_lines.h"
#include "emulator/cluster/token_issuer.h"
#include "emulator/services/iam/role.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"
#include "emulator/services/sts/session.h"
#include "emulator/services/sts/session_input.h"
#include "emulator/services/sts/trust.h"
#include "emulator/services/tables.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

constexpr std::int64_t default_duration = 3600;
constexpr std::int64_t longest_session = 43200;
constexpr int forbidden = 403;

std::unexpected<Error> invalid_token(std::string message) {
    return refuse("InvalidIdentityToken", std::move(message));
}

std::unexpected<Error> not_authorized() {
    return refuse("AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity",
                  forbidden);
}

/// A token's claims as far as STS looks at them.
struct Identity {
    std::string issuer, host, subject;
    std::vector<std::string> audiences;
    std::int64_t expires = 0;
};

std::vector<std::string> audiences_of(const json::object& claims) {
    if (auto one = text_of(claims, "aud"); !one.empty())
        return {std::move(one)};
    return texts_of(claims, "aud");
}

Result<Identity> read_identity(const std::string& token) {
    constexpr std::string_view scheme = "https://";
    const auto claims = read_claims(token);
    if (!claims)
        return invalid_token(
            "The ID Token provided is not a valid JWT. (You may see this error if you sent an "
            "Access Token)");
    Identity identity{.issuer = text_of(*claims, "iss"),
                      .host = {},
                      .subject = text_of(*claims, "sub"),
                      .audiences = audiences_of(*claims),
                      .expires = number_of(*claims, "exp")};
    if (!identity.issuer.starts_with(scheme))
        return invalid_token("Missing a required claim: iss");
    if (identity.subject.empty() || identity.audiences.empty())
        return invalid_token(
            fmt::format("Missing a required claim: {}", identity.subject.empty() ? "sub" : "aud"));
    identity.host = identity.issuer.substr(scheme.size());
    return identity;
}

/// "arn:aws:iam::123456789012:oidc-provider/HOST" beside the role.
std::string provider_arn(const std::string& role_arn, const std::string& host) {
    return role_arn.substr(0, role_arn.rfind(":role/")) + ":oidc-provider/" + host;
}

std::string account_of(const std::string& role_arn) {
    const auto before = role_arn.substr(0, role_arn.rfind(":role/"));
    return before.substr(before.rfind(':') + 1);
}

Result<const json::object*> find_provider(const Call& call, const std::string& role_arn,
                                          const Identity& identity) {
    const auto* provider = call.world.store().find({{account_of(role_arn), ""},
                                                    std::string(kind::oidc_provider),
                                                    provider_arn(role_arn, identity.host)});
    if (provider == nullptr)
        return invalid_token(
            fmt::format("No OpenIDConnect provider found in your account for {}", identity.issuer));
    return provider;
}

/// Keys of issuers outside the emulated world cannot be fetched from inside it.
Result<void> check_signature(const Call& call, const Identity& identity, const std::string& token) {
    const auto* cluster = cluster_of_issuer(call.world, identity.issuer);
    if (cluster == nullptr)
        return invalid_token(
            "Couldn't retrieve verification key from your identity provider,  please reference "
            "AssumeRoleWithWebIdentity documentation for requirements");
    if (!is_signed_by(*cluster, token))
        return invalid_token(
            "The web identity token that was passed could not be validated: its signature is not "
            "the identity provider's");
    return {};
}

Result<void> check_time(const Identity& identity, TimePoint wall_now) {
    const auto now =
        std::chrono::duration_cast<std::chrono::seconds>(wall_now.time_since_epoch()).count();
    if (identity.expires > now)
        return {};
    return refuse("ExpiredTokenException",
                  fmt::format("Token expired: current date/time {} must be before the expiration "
                              "date/time {}",
                              now, identity.expires));
}

Result<void> check_audience(const json::object& provider, const Identity& identity) {
    const auto& clients = list_of(provider, "ClientIDList");
    if (std::ranges::any_of(identity.audiences,
                            [&](const auto& audience) { return contains(clients, audience); }))
        return {};
    return invalid_token("Incorrect token audience");
}

Result<void> check_trust(const json::object& role, const Identity& identity,
                         const std::string& provider) {
    const auto key = aws::to_lower(identity.host);
    const auto request = request_for_role(role, "sts:AssumeRoleWithWebIdentity",
                                          {.kind = prove::PrincipalKind::Federated,
                                           .arn = provider,
                                           .account = account_of(text_of(role, "Arn"))},
                                          {{key + ":aud", identity.audiences},
                                           {key + ":sub", {identity.subject}},
                                           {"aws:federatedprovider", {provider}}});
    if (prove::evaluate(with_trust({}, role), request).decision != prove::Decision::Allowed)
        return not_authorized();
    return {};
}

Result<json::object> assume_role_with_web_identity(const Call& call) {
    const auto name = TRY(session_name(call));
    const auto lifetime = TRY(session_duration(call, default_duration, longest_session));
    const auto role_arn = text_of(call.input, "RoleArn");
    const auto token = text_of(call.input, "WebIdentityToken");
    const auto identity = TRY(read_identity(token));
    const auto* provider = TRY(find_provider(call, role_arn, identity));
    TRY_VOID(check_signature(call, identity, token));
    TRY_VOID(check_time(identity, SystemClock().now()));
    TRY_VOID(check_audience(*provider, identity));
    const auto* role = role_anywhere(call.world, role_arn);
    if (role == nullptr)
        return not_authorized();
    TRY_VOID(check_trust(*role, identity, provider_arn(role_arn, identity.host)));
    if (lifetime.count() > number_of(*role, "MaxSessionDuration", default_duration))
        return refuse("ValidationError",
                      "The requested DurationSeconds exceeds the MaxSessionDuration set for this "
                      "role.");
    auto session = role_session(call.world, *role, name);
    session.policies = TRY(session_policies(call, session.account));
    session.lifetime = lifetime;
    return json::object{{"Credentials", make_session(call.world, session)},
                        {"AssumedRoleUser", assumed_role_user(session)},
                        {"SubjectFromWebIdentityToken", identity.subject},
                        {"Audience", identity.audiences.front()},
                        {"Provider", provider_arn(role_arn, identity.host)}};
}

constexpr std::array operations{
    OperationRow{"AssumeRoleWithWebIdentity", assume_role_with_web_identity}};

}  // namespace

std::span<const OperationRow> web_identity_operations() {
    return operations;
}

}  // namespace inland::emulator
