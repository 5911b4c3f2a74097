// SPDX-License-Identifier: Apache-2.0
#include "oci/registry/authenticator.h"

#include "core/json.h"
#include "oci/registry/token_request.h"
#include "oci/registry/url.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::oci {

namespace {

/// What a token server's answer says nothing about (distribution's token specification).
constexpr std::int64_t usual_seconds = 60;
/// Renewed so long before its end that a request with it still arrives.
constexpr Duration margin = std::chrono::seconds(10);

std::string key_of(const Scopes& scopes) {
    std::string key;
    for (const auto& scope : scopes)
        key += scope.text() + " ";
    return key;
}

std::string_view repository_of(const Scopes& scopes) {
    return scopes.empty() ? std::string_view() : scopes.front().repository;
}

/// The one that says most: a token server's before a plain login.
std::optional<Challenge> best_challenge(const http::Response& answer) {
    std::optional<Challenge> best;
    for (const auto& [name, value] : answer.headers.fields()) {
        if (!http::Headers{{name, value}}.get("WWW-Authenticate"))
            continue;
        for (auto& challenge : parse_challenges(value))
            if (challenge.scheme == "bearer" || (challenge.scheme == "basic" && !best))
                best = std::move(challenge);
    }
    return best;
}

}  // namespace

std::unexpected<Error> Authenticator::denied(std::string_view why) const {
    return failure(ErrorKind::AccessDenied, fmt::format("{} {}", address_.name, why));
}

Result<std::string> Authenticator::authorization(const Scopes& scopes, std::stop_token stop) {
    const std::scoped_lock lock(mutex_);
    if (!challenge_)
        return "";
    return challenge_->scheme == "basic" ? basic(scopes, stop) : bearer(scopes, stop);
}

Result<std::optional<Login>> Authenticator::login(const Scopes& scopes,
                                                  const std::stop_token& stop) {
    return logins_.find(address_.name, repository_of(scopes), stop);
}

Result<std::string> Authenticator::basic(const Scopes& scopes, const std::stop_token& stop) {
    const auto found = TRY(login(scopes, stop));
    if (!found || found->username.empty())
        return denied("asks for a login, and there is none for it in Docker's or podman's files");
    return basic_authorization(*found);
}

Result<std::string> Authenticator::bearer(const Scopes& scopes, const std::stop_token& stop) {
    const auto key = key_of(scopes);
    auto known = tokens_.find(key);
    if (known == tokens_.end() || known->second.expires <= clock_.now())
        known = tokens_.insert_or_assign(key, TRY(fetch_token(scopes, stop))).first;
    return "Bearer " + known->second.text;
}

/// A login goes to a token server without TLS only where the registry has none either.
Result<void> Authenticator::check_realm(std::string_view realm, const Login* login) const {
    const auto url = split_url(realm);
    if (!url)
        return denied("names no token server that can be asked");
    if (login != nullptr && url->origin.starts_with("http://") &&
        !address_.origin.starts_with("http://"))
        return denied(fmt::format("wants its login sent to {} without TLS", url->origin));
    return {};
}

Result<Authenticator::Token> Authenticator::fetch_token(const Scopes& scopes,
                                                        const std::stop_token& stop) {
    const auto found = TRY(login(scopes, stop));
    const auto* known = found ? &*found : nullptr;
    TRY_VOID(check_realm(challenge_->parameter("realm"), known));
    auto request = token_request(*challenge_, scopes, known);
    const auto answer = TRY(http_.send(request, stop));
    return read_token(answer);
}

Result<Authenticator::Token> Authenticator::read_token(const http::Response& answer) const {
    constexpr int ok = 200;
    constexpr int too_many = 429;
    constexpr int server_error = 500;
    if (answer.status == too_many || answer.status >= server_error)
        return failure(
            ErrorKind::Unavailable,
            fmt::format("the token server of {} answered {}", address_.name, answer.status), "",
            answer.status);
    if (answer.status != ok)
        return denied(fmt::format("gives no token: its token server answered {}", answer.status));
    const auto document = parse_json(answer.body);
    auto text = document ? string_or_empty(*document, "token") : "";
    if (text.empty() && document)
        text = string_or_empty(*document, "access_token");
    if (text.empty() || text.find_first_of("\r\n") != std::string::npos)
        return denied("gives no token: its token server's answer has none");
    const auto seconds = std::clamp<std::int64_t>(
        find_int(*document, "expires_in").value_or(usual_seconds), 1, 24 * 3600);
    const Duration life = std::chrono::seconds(seconds);
    return Token{text, clock_.now() + std::max(life - margin, life / 2)};
}

Result<void> Authenticator::refused(const http::Response& answer, const Scopes& scopes,
                                    std::string_view sent) {
    const std::scoped_lock lock(mutex_);
    if (const auto known = tokens_.find(key_of(scopes));
        known != tokens_.end() && sent == "Bearer " + known->second.text)
        tokens_.erase(known);
    auto challenge = best_challenge(answer);
    if (!challenge && !challenge_)
        return denied("refuses and does not say what it asks for");
    if (challenge)
        challenge_ = std::move(challenge);
    return {};
}

}  // namespace inland::oci
