// SPDX-License-Identifier: Apache-2.0
#include "aws/client.h"

#include "aws/call_policy.h"
#include "aws/protocols/protocol.h"
#include "aws/sigv4/signer.h"
#include "core/crypto.h"

namespace inland::aws {

namespace {

constexpr std::string_view user_agent = "inland/" INLAND_VERSION;
constexpr std::size_t token_length = 32;

std::unexpected<Error> interrupted() {
    return failure(ErrorKind::Interrupted, "interrupted");
}

json::object with_idempotency_token(const Operation& operation, json::object input) {
    if (const auto* token = operation.idempotency_token(); token && !input.contains(token->name))
        input[token->name] = random_text(token_length);
    return input;
}

/// "https://host/base" and "/?x" as origin "https://host" and target "/base/?x".
void set_destination(http::Request& request, const std::string& url) {
    const auto base = url.find('/', url.find("://") + 3);
    request.origin = url.substr(0, base);
    if (base != url.npos)
        request.target.insert(0, url.substr(base));
}

}  // namespace

/// What stays the same over the attempts of one call.
struct Client::Prepared {
    const Service* service = nullptr;
    const Operation* operation = nullptr;
    Endpoint endpoint;
    http::Request request;
};

Client::Client(http::Client& http, Clock& clock, Configuration configuration,
               std::shared_ptr<CredentialsProvider> credentials, ClientOptions options)
    : http_(http),
      clock_(clock),
      configuration_(std::move(configuration)),
      credentials_(std::move(credentials)),
      options_(std::move(options)) {
    if (options_.max_attempts == 0)
        options_.max_attempts = configuration_.max_attempts;
}

Result<Client::Prepared> Client::prepare(std::string_view service, std::string_view operation,
                                         json::object input) const {
    Prepared prepared{.service = TRY(find_service(service))};
    prepared.operation = TRY(prepared.service->find_operation(operation));
    prepared.endpoint = TRY(resolve_endpoint(*prepared.service, configuration_));
    prepared.request =
        TRY(encode_request(*prepared.service, *prepared.operation,
                           with_idempotency_token(*prepared.operation, std::move(input))));
    prepared.request.headers.set("User-Agent", std::string(user_agent));
    set_destination(prepared.request, prepared.endpoint.url);
    return prepared;
}

Result<json::value> Client::call(std::string_view service, std::string_view operation,
                                 json::object input, std::stop_token stop) {
    const auto prepared = TRY(prepare(service, operation, std::move(input)));
    int drawn = 0;
    for (int number = 1;; ++number) {
        auto result = attempt(prepared, number, stop);
        if (result) {
            quota_.give_back(drawn);
            return result;
        }
        if (number >= attempts_for(result.error()) || !worth_retrying(prepared, result.error()))
            return std::unexpected(final_error(prepared, std::move(result).error()));
        drawn = quota_.draw(result.error());
        if (drawn == 0)
            return std::unexpected(final_error(prepared, std::move(result).error()));
        if (!clock_.wait_for(quota_.backoff(number), stop))
            return interrupted();
    }
}

Result<json::value> Client::attempt(const Prepared& prepared, int number, std::stop_token stop) {
    if (stop.stop_requested())
        return interrupted();
    const auto request = TRY(signed_request(prepared, stop));
    Attempt record{.service = prepared.service->name,
                   .operation = prepared.operation->name,
                   .url = prepared.endpoint.url,
                   .number = number};
    const auto began = clock_.now();
    auto result = exchange(prepared, request, record, std::move(stop));
    record.took = clock_.now() - began;
    if (!result)
        record.error_code = result.error().code;
    if (options_.on_attempt)
        options_.on_attempt(record);
    return result;
}

Result<json::value> Client::exchange(const Prepared& prepared, const http::Request& request,
                                     Attempt& record, std::stop_token stop) {
    const auto response = TRY(http_.send(request, std::move(stop)));
    record.status = response.status;
    record.request_id = request_id_of(response);
    auto result = decode_response(*prepared.service, *prepared.operation, response);
    if (result)
        return result;
    // With the clock set right the same call is worth another attempt.
    if (learn_clock_skew(response, result.error()))
        result.error().kind = ErrorKind::Unavailable;
    if (!record.request_id.empty())
        result.error().message += fmt::format(" (request id {})", record.request_id);
    return result;
}

Result<http::Request> Client::signed_request(const Prepared& prepared, std::stop_token stop) {
    auto request = prepared.request;
    if (!prepared.operation->authenticated)
        return request;
    const auto credentials = TRY(credentials_->credentials(std::move(stop)));
    sigv4::sign_headers(request, credentials,
                        {.region = prepared.endpoint.signing_region,
                         .service = prepared.endpoint.signing_name,
                         .time = clock_.now() + Duration{skew_.load()}});
    return request;
}

int Client::attempts_for(const Error& error) const {
    return error.kind == ErrorKind::Throttled
               ? std::max(options_.max_attempts, options_.max_throttled_attempts)
               : options_.max_attempts;
}

bool Client::worth_retrying(const Prepared& prepared, const Error& error) const {
    const auto outcome = outcome_of(error);
    return outcome == Outcome::Retry ||
           (outcome == Outcome::AnswerLost && safe_to_resend(*prepared.operation));
}

Error Client::final_error(const Prepared& prepared, Error error) const {
    if (outcome_of(error) == Outcome::AnswerLost && !safe_to_resend(*prepared.operation)) {
        error.code = answer_lost_code;
        error.message += ": it may have been carried out all the same";
    }
    if (error.http_status == 0 && error.kind != ErrorKind::Interrupted)
        error.message += fmt::format(" ({})", prepared.endpoint.url);
    return std::move(error).with_context(
        fmt::format("{} {}", prepared.service->name, prepared.operation->name));
}

bool Client::learn_clock_skew(const http::Response& response, const Error& error) {
    constexpr Duration noticeable = std::chrono::minutes(1);
    const auto theirs = parse_http_date(response.headers.get_or_empty("Date"));
    if (!refuses_our_clock(error) || !theirs)
        return false;
    const auto skew = *theirs - clock_.now();
    const auto changed = skew - Duration{skew_.exchange(skew.count())};
    return std::chrono::abs(changed) > noticeable;
}

Result<CallerIdentity> Client::caller_identity(std::stop_token stop) {
    const auto answer = TRY(call("sts", "GetCallerIdentity", {}, std::move(stop)));
    return CallerIdentity{string_or_empty(answer, "Account"), string_or_empty(answer, "Arn"),
                          string_or_empty(answer, "UserId")};
}

Result<Endpoint> Client::endpoint(std::string_view service) const {
    return resolve_endpoint(*TRY(find_service(service)), configuration_);
}

}  // namespace inland::aws
