// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "http/stream.h"
#include "oci/registry/registry.h"
#include "oci/registry/scope.h"
#include "oci/registry/url.h"

#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

namespace inland::oci {

/// One request of the distribution API.
struct ApiCall {
    std::string method = "GET";
    Url url;
    Scopes scopes;
    std::string_view action = ecr_action::other;
    http::Headers headers = {};
    std::string body = {};
    http::BodySource* source = nullptr;
    std::uint64_t source_bytes = 0;
    http::BodySink* sink = nullptr;
};

/// One thread's way to a registry: signs in, keeps to its rates, follows redirects and keeps
/// connections. `registry` and `http` must outlive it. One thread at a time.
class RegistrySession {
  public:
    RegistrySession(Registry& registry, http::StreamClient& http)
        : registry_(registry), http_(http) {}

    [[nodiscard]] Registry& registry() const { return registry_; }
    /// "/v2/REPOSITORY/…" on this registry.
    [[nodiscard]] Url url(std::string_view repository, std::string_view rest) const;

    /// Any 2xx or 4xx answer but 401, 408 and 429; tries again what is worth it. For requests that
    /// may be sent twice.
    Result<http::Response> call(const ApiCall& call, const std::stop_token& stop);
    /// One attempt: an Error also for 401, 408, 429 and 5xx. A body that is a stream is not sent
    /// again: after a refusal that has been learned from, the error is Unavailable, so that the
    /// next attempt is with another token.
    Result<http::Response> attempt(const ApiCall& call, const std::stop_token& stop);
    /// How long the last attempt's answer asked to wait.
    [[nodiscard]] std::optional<Duration> asked_to_wait() const { return asked_to_wait_; }

  private:
    Result<http::Response> follow(const ApiCall& call, std::string authorization,
                                  const std::stop_token& stop);
    Result<http::Response> exchange(const ApiCall& call, const Url& url,
                                    const std::string& authorization, const std::stop_token& stop);
    Result<http::Response> judged(const ApiCall& call, http::Response answer);

    Registry& registry_;
    http::StreamClient& http_;
    std::optional<Duration> asked_to_wait_;
};

/// The failure that an answer is: the registry's own code and message, and what was being done.
Error error_of(const http::Response& answer, std::string_view doing);

}  // namespace inland::oci
