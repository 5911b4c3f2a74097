// SPDX-License-Identifier: Apache-2.0
#include "oci/registry/registry_session.h"

#include "oci/registry/retries.h"

#include <fmt/format.h>

namespace inland::oci {

namespace {

constexpr int unauthorized = 401;
constexpr int forbidden = 403;
constexpr int request_timeout = 408;
constexpr int too_many = 429;
constexpr int server_error = 500;

bool is_redirect(int status) {
    constexpr std::array redirects = {301, 302, 303, 307, 308};
    return std::ranges::find(redirects, status) != redirects.end();
}

/// ECR calls a token that has expired a denial.
bool refuses_who_we_are(const http::Response& answer) {
    return answer.status == unauthorized ||
           (answer.status == forbidden && answer.body.contains("authorization token has expired"));
}

std::string doing(const ApiCall& call) {
    return fmt::format("{} {}", call.method, call.url.text().substr(0, call.url.text().find('?')));
}

}  // namespace

Url RegistrySession::url(std::string_view repository, std::string_view rest) const {
    const auto& address = registry_.address();
    return {address.origin, fmt::format("/v2/{}{}/{}", address.path, repository, rest)};
}

Result<http::Response> RegistrySession::call(const ApiCall& call, const std::stop_token& stop) {
    Retries retries(registry_.clock(), registry_.limits().attempts);
    for (;;) {
        auto answer = attempt(call, stop);
        if (answer)
            return answer;
        TRY_VOID(retries.wait(answer.error(), asked_to_wait_, stop));
    }
}

Result<http::Response> RegistrySession::attempt(const ApiCall& call, const std::stop_token& stop) {
    asked_to_wait_.reset();
    constexpr int most_refusals = 2;  // without a token, then with one that has expired
    for (int refusals = 0;; ++refusals) {
        auto authorization = TRY(registry_.authenticator().authorization(call.scopes, stop));
        auto answer = TRY(follow(call, authorization, stop));
        if (!refuses_who_we_are(answer))
            return judged(call, std::move(answer));
        if (refusals == most_refusals)
            return std::unexpected(error_of(answer, doing(call)));
        TRY_VOID(registry_.authenticator().refused(answer, call.scopes, authorization));
        if (call.source != nullptr)
            return failure(ErrorKind::Unavailable, doing(call) + ": the token had expired", "",
                           unauthorized);
    }
}

Result<http::Response> RegistrySession::judged(const ApiCall& call, http::Response answer) {
    if (answer.status != request_timeout && answer.status != too_many &&
        answer.status < server_error)
        return answer;
    asked_to_wait_ = retry_after(answer, registry_.clock().now());
    return std::unexpected(error_of(answer, doing(call)));
}

/// Whatever a redirect leads to, our authorization goes to the registry's own origin only.
Result<http::Response> RegistrySession::follow(const ApiCall& call, std::string authorization,
                                               const std::stop_token& stop) {
    Url url = call.url;
    for (int redirects = 0;; ++redirects) {
        const bool ours = url.origin == registry_.address().origin;
        auto answer = TRY(exchange(call, url, ours ? authorization : "", stop));
        const auto location = answer.headers.get("Location");
        if (!is_redirect(answer.status) || !location)
            return answer;
        if (redirects == registry_.limits().redirects || call.source != nullptr)
            return failure(ErrorKind::Failed, fmt::format("{}: redirected {} times without an end",
                                                          doing(call), redirects + 1));
        url = TRY(resolve_location(url, *location));
    }
}

Result<http::Response> RegistrySession::exchange(const ApiCall& call, const Url& url,
                                                 const std::string& authorization,
                                                 const std::stop_token& stop) {
    TRY_VOID(registry_.paces().wait(call.action, registry_.clock(), stop));
    http::StreamRequest request{.head = {.method = call.method,
                                         .origin = url.origin,
                                         .target = url.target,
                                         .headers = call.headers,
                                         .body = call.body},
                                .source = call.source,
                                .source_bytes = call.source_bytes,
                                .sink = call.sink};
    request.head.headers.set("User-Agent", "inland/" INLAND_VERSION);
    if (!authorization.empty())
        request.head.headers.set("Authorization", authorization);
    ++registry_.requests();
    return http_.send(std::move(request), registry_.stream_options(), stop);
}

}  // namespace inland::oci
