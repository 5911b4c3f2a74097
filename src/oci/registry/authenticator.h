// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/result.h"
#include "http/client.h"
#include "oci/registry/challenge.h"
#include "oci/registry/login.h"
#include "oci/registry/registry_address.h"
#include "oci/registry/scope.h"

#include <map>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>

namespace inland::oci {

/// Gets into one registry: anonymously until it refuses, then by what it asks for, a login (Basic)
/// or a token of its token server (Bearer). Tokens are kept by scope and renewed before they
/// expire. `logins`, `http` and `clock` must outlive it. Safe for all threads.
class Authenticator {
  public:
    Authenticator(RegistryAddress address, Logins& logins, http::Client& http, const Clock& clock)
        : address_(std::move(address)), logins_(logins), http_(http), clock_(clock) {}

    /// The value of Authorization; "" for none. Asks the token server when that is due.
    Result<std::string> authorization(const Scopes& scopes, std::stop_token stop);
    /// The registry refused a request that carried `sent`: learns from its answer, so that the next
    /// authorization() is another. AccessDenied when there is nothing else to try.
    Result<void> refused(const http::Response& answer, const Scopes& scopes, std::string_view sent);

  private:
    struct Token {
        std::string text;
        TimePoint expires;
    };

    Result<std::string> basic(const Scopes& scopes, const std::stop_token& stop);
    Result<std::string> bearer(const Scopes& scopes, const std::stop_token& stop);
    Result<std::optional<Login>> login(const Scopes& scopes, const std::stop_token& stop);
    Result<Token> fetch_token(const Scopes& scopes, const std::stop_token& stop);
    [[nodiscard]] Result<void> check_realm(std::string_view realm, const Login* login) const;
    [[nodiscard]] Result<Token> read_token(const http::Response& answer) const;
    [[nodiscard]] std::unexpected<Error> denied(std::string_view why) const;

    RegistryAddress address_;
    Logins& logins_;
    http::Client& http_;
    const Clock& clock_;
    std::mutex mutex_;  ///< held while a token is fetched, so that one is enough for all
    std::optional<Challenge> challenge_;
    std::map<std::string, Token, std::less<>> tokens_;  ///< by their scopes
};

}  // namespace inland::oci
