// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "aws/configuration.h"
#include "aws/credentials/credentials.h"
#include "aws/endpoints.h"
#include "aws/retry.h"
#include "core/clock.h"
#include "core/json.h"
#include "core/result.h"
#include "http/client.h"

#include <atomic>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>

namespace inland::aws {

/// The code of the error of a call that may or may not have been carried out: it changes something,
/// has no idempotency token, and the connection broke before the answer. Look before trying again.
inline constexpr std::string_view answer_lost_code = "InlandAnswerLost";

/// One attempt of one call, for `-v` and metrics. Holds no secrets: no headers, no bodies.
struct Attempt {
    std::string service;
    std::string operation;
    std::string url;
    int number = 1;
    int status = 0;  ///< 0: no answer
    std::string error_code;
    std::string request_id;
    Duration took{};
};

struct ClientOptions {
    int max_attempts = 0;  ///< 0: what the configuration says (3)
    /// For calls that AWS throttles, if that is more: a run that makes a dozen endpoints has to
    /// wait for its turn (knowledge/rates.yaml: four at once, then one in three seconds).
    int max_throttled_attempts = 0;
    std::function<void(const Attempt&)> on_attempt = {};
};

struct CallerIdentity {
    std::string account;
    std::string arn;
    std::string user_id;
};

/// Calls AWS: signs, sends, retries (standard mode), decodes. Documents in and out have the service
/// model's member names. `http` and `clock` must outlive it. Safe for all threads.
class Client {
  public:
    Client(http::Client& http, Clock& clock, Configuration configuration,
           std::shared_ptr<CredentialsProvider> credentials, ClientOptions options = {});

    /// An absent idempotency token is filled in. AWS's refusals are Errors with its code, its
    /// status, and the request id in the message.
    Result<json::value> call(std::string_view service, std::string_view operation,
                             json::object input = {}, std::stop_token stop = {});
    /// Follows the pages to their end and joins the lists that the pages share out.
    Result<json::value> call_all(std::string_view service, std::string_view operation,
                                 json::object input = {}, std::stop_token stop = {});

    Result<CallerIdentity> caller_identity(std::stop_token stop = {});
    [[nodiscard]] Result<Endpoint> endpoint(std::string_view service) const;
    [[nodiscard]] const Configuration& configuration() const { return configuration_; }
    [[nodiscard]] CredentialsProvider& credentials() const { return *credentials_; }

  private:
    struct Prepared;
    [[nodiscard]] Result<Prepared> prepare(std::string_view service, std::string_view operation,
                                           json::object input) const;
    Result<json::value> attempt(const Prepared& prepared, int number, std::stop_token stop);
    Result<json::value> exchange(const Prepared& prepared, const http::Request& request,
                                 Attempt& record, std::stop_token stop);
    Result<http::Request> signed_request(const Prepared& prepared, std::stop_token stop);
    [[nodiscard]] int attempts_for(const Error& error) const;
    [[nodiscard]] bool worth_retrying(const Prepared& prepared, const Error& error) const;
    Error final_error(const Prepared& prepared, Error error) const;
    /// Takes AWS's clock from an answer that refuses our time; false when that would not help.
    bool learn_clock_skew(const http::Response& response, const Error& error);

    http::Client& http_;
    Clock& clock_;
    Configuration configuration_;
    std::shared_ptr<CredentialsProvider> credentials_;
    ClientOptions options_;
    RetryQuota quota_;
    std::atomic<Duration::rep> skew_{0};  ///< AWS's clock minus ours
};

}  // namespace inland::aws
