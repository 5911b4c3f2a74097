// SPDX-License-Identifier: Apache-2.0
#include "cli/session.h"

#include "aws/configuration.h"
#include "aws/credentials/default_chain.h"
#include "aws/environment.h"
#include "cli/report.h"
#include "core/json.h"

#include <string>

#include <fmt/format.h>

namespace inland::cli {

namespace {

constexpr int maximum_throttled_attempts = 10;

void say_attempt(const Streams& streams, const aws::Attempt& attempt) {
    streams.talk(fmt::format(
        "{} {}: {} {} ({} ms{})", attempt.service, attempt.operation,
        attempt.status == 0 ? "no answer" : std::to_string(attempt.status), attempt.error_code,
        attempt.took.count(),
        attempt.number > 1 ? fmt::format(", attempt {}", attempt.number) : std::string()));
}

aws::ClientOptions client_options(const Invocation& invocation) {
    aws::ClientOptions options{.max_throttled_attempts = maximum_throttled_attempts};
    if (invocation.has("verbose"))
        options.on_attempt = [streams = invocation.streams](const aws::Attempt& attempt) {
            say_attempt(streams, attempt);
        };
    return options;
}

/// AWS's own names never are the embedded one, so they are not asked.
bool is_aws_name(std::string_view url) {
    return url.find(".amazonaws.") != url.npos || url.find(".api.aws") != url.npos;
}

}  // namespace

Result<const knowledge::Tables*> tables_of(const Invocation& invocation) {
    const auto folder = invocation.value("knowledge");
    if (!folder)
        return &knowledge::built_in();
    Diagnostics diagnostics;
    static knowledge::Tables tables;
    auto loaded = knowledge::load_folder(*folder, diagnostics);
    report(invocation.streams, diagnostics);
    tables = TRY(std::move(loaded));
    return &tables;
}

Result<std::unique_ptr<Session>> Session::open(const Invocation& invocation,
                                               std::string_view region) {
    const auto& environment = aws::process_environment();
    auto configuration = TRY(aws::load_configuration(
        environment, {.profile = invocation.value_or("profile", ""),
                      .region = invocation.value_or("region", region),
                      .endpoint_url = invocation.value_or("endpoint-url", "")}));
    std::unique_ptr<Session> session(new Session);
    session->http_ = http::make_client({.ca_bundle = configuration.ca_bundle});
    session->clock_ = std::make_unique<SystemClock>();
    auto credentials =
        aws::default_credentials(*session->http_, session->wall_clock_, environment, configuration);
    session->aws_ = std::make_unique<aws::Client>(*session->http_, session->wall_clock_,
                                                  std::move(configuration), std::move(credentials),
                                                  client_options(invocation));
    TRY_VOID(session->find_embedded_aws(invocation.stop));
    return session;
}

Result<void> Session::find_embedded_aws(std::stop_token stop) {
    const auto endpoint = TRY(aws_->endpoint("sts"));
    if (is_aws_name(endpoint.url))
        return {};
    const auto answer = http_->send(
        {.origin = endpoint.url, .target = "/_inland/health", .headers = {}, .body = {}}, stop);
    if (!answer || answer->status != 200)
        return {};  // not ours, or nobody there: the first real call says so better
    const auto health = parse_json(answer->body);
    const auto* speed = health ? find(*health, "speed") : nullptr;
    if (!speed)
        return {};
    embedded_url_ = endpoint.url;
    boost::system::error_code not_a_number;
    speed_ = speed->to_number<double>(not_a_number);
    // "instant" announces itself in words: as fast as asking goes.
    constexpr double instant = 10'000;
    clock_ = std::make_unique<SystemClock>(not_a_number || speed_ <= 0 ? instant : speed_);
    return {};
}

}  // namespace inland::cli
