// SPDX-License-Identifier: Apache-2.0
#include "emulator/authorization/endpoint_policy.h"
#include "emulator/aws_authority.h"
#include "emulator/cluster/attempt.h"
#include "emulator/cluster/balanced_way.h"
#include "emulator/cluster/balancers/nginx_ingress.h"
#include "emulator/cluster/cluster_api.h"
#include "emulator/connect.h"
#include "emulator/services/records.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace inland::emulator {

namespace {

constexpr int ok = 200;
constexpr int bad_gateway = 502;
constexpr int gateway_timeout = 504;
constexpr int service_unavailable = 503;

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

std::string without_port(const std::string& host) {
    return host.substr(0, host.find(':'));
}

/// Asked for by whom, and for what.
struct Asked {
    std::string host;
    std::string path;
};

http::Response plain_text(int status, std::string body) {
    return {.status = status,
            .headers = http::Headers{{"Content-Type", "text/plain"}},
            .body = std::move(body)};
}

/// ingress-nginx hands on; every other pod answers for itself.
http::Response answer_of_pod(World& world, const Scope& scope, const std::string& pod,
                             const Asked& asked) {
    for (const auto& [id, record] : world.store().list(scope, kind::cluster)) {
        const cluster::Objects objects(world, {scope, std::string(kind::cluster), id});
        const auto answer = cluster::nginx_answer(objects, pod, asked.host, asked.path);
        if (answer && answer->pod.empty())
            return plain_text(answer->status, fmt::format("{} nginx\n", answer->status));
        if (answer)
            return plain_text(answer->status, fmt::format("{} answers\n", answer->pod));
    }
    return plain_text(ok, fmt::format("{} answers\n", pod));
}

/// What a pod behind a load balancer says: who it is, which is all that a caller can want to know
/// of it.
http::Response answer_of(World& world, const BalancedAnswer& balanced,
                         const http::Request& request) {
    const Asked asked{without_port(request.headers.get_or_empty("Host")),
                      std::string(request.raw_path())};
    const bool chooses = !balanced.listener.empty() && balanced.protocol.starts_with("HTTP");
    const auto choice = chooses ? choice_of_request(world, balanced.balancer.scope,
                                                    balanced.listener, asked.host, asked.path)
                                : RequestChoice{.status = ok, .answerer = balanced.pod};
    if (choice.answerer.empty() && choice.status == ok)
        return plain_text(service_unavailable, "503 Service Temporarily Unavailable\n");
    if (choice.answerer.empty()) {
        auto response = plain_text(choice.status, choice.body);
        if (!choice.location.empty())
            response.headers.set("Location", choice.location);
        return response;
    }
    return answer_of_pod(world, balanced.balancer.scope, choice.answerer, asked);
}

/// Whether whoever listens begins with TLS: the balancer, or a target behind it by convention.
bool begins_with_tls(const BalancedAnswer& balanced, std::uint16_t port) {
    constexpr std::uint16_t https_port = 443;
    if (balanced.protocol == "TCP")
        return port == https_port;
    return balanced.protocol == "HTTPS" || balanced.protocol == "TLS" || balanced.protocol == "SSL";
}

Result<http::VirtualHost> balanced_host(const ConnectContext& context, const ConnectTarget& target,
                                        const BalancedAnswer& balanced) {
    http::VirtualHost host;
    if (begins_with_tls(balanced, target.port))
        host.tls = TRY(aws_server_identity(context.world, target.host));
    host.handler = [&world = context.world, balanced](const http::Request& request,
                                                      http::Responder responder) {
        responder.send(answer_of(world, balanced, request));
    };
    return host;
}

Result<http::VirtualHost> host_of(const ConnectContext& context, const ConnectTarget& target,
                                  const Attempt& attempt) {
    if (attempt.cluster)
        return kubernetes_host(context.world, *attempt.cluster);
    return attempt.balanced ? balanced_host(context, target, *attempt.balanced)
                            : aws_host(context, target.host, attempt);
}

http::ConnectDecision decide_about(const ConnectContext& context, const ConnectTarget& target) {
    const auto attempt = connect_as(context.world, target.who, target.host, target.port);
    if (attempt.end != AttemptEnd::Connected)
        return refusal_of(attempt);
    auto host = host_of(context, target, attempt);
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
