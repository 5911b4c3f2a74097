// SPDX-License-Identifier: Apache-2.0
#include "emulator/authorization/endpoint_policy.h"
#include "emulator/aws_authority.h"
#include "emulator/cluster/attempt.h"
#include "emulator/cluster/cluster_api.h"
#include "emulator/connect.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace inland::emulator {

namespace {

constexpr int bad_gateway = 502;
constexpr int gateway_timeout = 504;

http::ConnectRefusal refusal_of(const Attempt& attempt) {
    const bool nobody_answered =
        attempt.end == AttemptEnd::NoResolver || attempt.end == AttemptEnd::TimedOut;
    const bool is_look_up =
        attempt.end == AttemptEnd::NoResolver || attempt.end == AttemptEnd::NoSuchHost;
    return {.status = nobody_answered ? gateway_timeout : bad_gateway,
            .reason = (is_look_up ? "dial tcp: " : "") + attempt.detail,
            .body = fmt::format("{}\n", fmt::join(attempt.steps, "\n"))};
}

/// What comes through an endpoint is for its policy to judge.
http::Handler through(const http::Handler& handler, std::string endpoint) {
    return [handler, endpoint = std::move(endpoint)](const http::Request& request,
                                                     http::Responder responder) {
        auto marked = request;
        marked.headers.set(std::string(endpoint_header), endpoint);
        handler(marked, std::move(responder));
    };
}

Result<http::VirtualHost> aws_host(const ConnectContext& context, const std::string& host,
                                   const Attempt& attempt) {
    return http::VirtualHost{
        .tls = TRY(aws_server_identity(context.world, host)),
        .handler = attempt.endpoint.empty() ? context.aws : through(context.aws, attempt.endpoint),
        .receiver = context.aws_receiver};
}

http::ConnectDecision decide_about(const ConnectContext& context, const ConnectTarget& target) {
    const auto attempt = connect_as(context.world, target.who, target.host, target.port);
    if (attempt.end != AttemptEnd::Connected)
        return refusal_of(attempt);
    auto host = attempt.cluster ? kubernetes_host(context.world, *attempt.cluster)
                                : aws_host(context, target.host, attempt);
    if (!host)
        return http::ConnectRefusal{.status = bad_gateway, .reason = host.error().message};
    return *std::move(host);
}

}  // namespace

void open_tunnel(const ConnectContext& context, const ConnectTarget& target,
                 std::function<void(http::ConnectDecision)> decide) {
    decide(decide_about(context, target));
}

}  // namespace inland::emulator
