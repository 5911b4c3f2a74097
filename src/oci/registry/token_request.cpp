// SPDX-License-Identifier: Apache-2.0
#include "oci/registry/token_request.h"

#include "core/crypto.h"
#include "oci/registry/url.h"

#include <fmt/format.h>

namespace inland::oci {

namespace {

std::string pair(std::string_view name, std::string_view value) {
    return fmt::format("{}={}", name, http::percent_encode(value));
}

http::Request get_token(const Url& realm, const std::string& service, const Scopes& scopes,
                        const Login* login) {
    http::Request request{.origin = realm.origin, .target = realm.target};
    char separator = realm.target.contains('?') ? '&' : '?';
    const auto add = [&](std::string_view name, std::string_view value) {
        request.target += std::exchange(separator, '&') + pair(name, value);
    };
    if (!service.empty())
        add("service", service);
    for (const auto& scope : scopes)
        add("scope", scope.text());
    if (login != nullptr)
        request.headers.set("Authorization", basic_authorization(*login));
    return request;
}

http::Request post_for_token(const Url& realm, const std::string& service, const Scopes& scopes,
                             const Login& login) {
    std::string all;
    for (const auto& scope : scopes)
        all += (all.empty() ? "" : " ") + scope.text();
    http::Request request{.method = "POST", .origin = realm.origin, .target = realm.target};
    request.headers.set("Content-Type", "application/x-www-form-urlencoded");
    request.body =
        fmt::format("{}&{}&{}&{}&{}", pair("grant_type", "refresh_token"), pair("service", service),
                    pair("client_id", "inland"), pair("scope", all),
                    pair("refresh_token", login.identity_token.reveal()));
    return request;
}

}  // namespace

http::Request token_request(const Challenge& challenge, const Scopes& scopes, const Login* login) {
    const auto realm = split_url(challenge.parameter("realm")).value_or(Url{});
    const auto service = challenge.parameter("service");
    if (login != nullptr && !login->identity_token.empty())
        return post_for_token(realm, service, scopes, *login);
    return get_token(realm, service, scopes, login);
}

std::string basic_authorization(const Login& login) {
    return "Basic " + base64(login.username + ":" + login.password.reveal());
}

}  // namespace inland::oci
