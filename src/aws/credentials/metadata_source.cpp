// SPDX-License-Identifier: Apache-2.0
// Credentials that the platform hands to what runs on it: containers and instances.
#include "aws/credentials/sources.h"
#include "aws/text_lines.h"

#include <thread>

namespace inland::aws {

namespace {

/// Off AWS nobody answers at the link-local addresses; nobody should wait long to find out.
constexpr Duration metadata_timeout = std::chrono::seconds(1);

/// Sends, and gives up when `metadata_timeout` has passed or stop is requested.
Result<std::string> fetch(const SourceContext& context, const http::Request& request,
                          const std::stop_token& stop) {
    std::stop_source limit;
    const std::stop_callback pass_on(stop, [&] { limit.request_stop(); });
    const std::jthread timer([&](std::stop_token answered) {
        if (context.clock.wait_for(metadata_timeout, std::move(answered)))
            limit.request_stop();
    });
    const auto response = TRY(context.http.send(request, limit.get_token()));
    if (response.status != 200)
        return failure(ErrorKind::Unavailable,
                       fmt::format("{} answered with status {}", request.origin, response.status),
                       "", response.status);
    return response.body;
}

/// "http://host:port/path" as a GET.
Result<http::Request> get(std::string_view url) {
    const auto scheme = url.find("://");
    const auto path = scheme == url.npos ? url.npos : url.find('/', scheme + 3);
    if (path == url.npos)
        return failure(ErrorKind::InvalidInput,
                       "AWS_CONTAINER_CREDENTIALS_FULL_URI must be a URL with a path");
    return http::Request{.origin = std::string(url.substr(0, path)),
                         .target = std::string(url.substr(path))};
}

/// Plain http only to this machine and to the platforms' link-local addresses, as in the SDKs.
bool may_receive_token(std::string_view origin) {
    static constexpr std::array<std::string_view, 6> hosts{
        "http://127.0.0.1",     "http://localhost",      "http://[::1]",
        "http://169.254.170.2", "http://169.254.170.23", "http://[fd00:ec2::23]"};
    return origin.starts_with("https://") || std::ranges::any_of(hosts, [&](auto host) {
               return origin == host || (origin.starts_with(host) && origin[host.size()] == ':');
           });
}

Result<std::string> container_token(const Environment& environment) {
    if (const auto file = environment.variable("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE")) {
        const auto token = TRY(environment.read_file(*file));
        return std::string(trimmed(token.substr(0, token.find('\n'))));
    }
    return environment.variable("AWS_CONTAINER_AUTHORIZATION_TOKEN").value_or("");
}

std::string metadata_origin(const Environment& environment) {
    auto origin = environment.variable("AWS_EC2_METADATA_SERVICE_ENDPOINT")
                      .value_or("http://169.254.169.254");
    while (origin.ends_with('/'))
        origin.pop_back();
    return origin;
}

}  // namespace

SourceResult from_container(const SourceContext& context, std::stop_token stop) {
    const auto relative = context.environment.variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
    const auto full = context.environment.variable("AWS_CONTAINER_CREDENTIALS_FULL_URI");
    if (!relative && !full)
        return std::nullopt;
    auto request = TRY(get(relative ? "http://169.254.170.2" + *relative : *full));
    if (!may_receive_token(request.origin))
        return failure(ErrorKind::InvalidInput,
                       "AWS_CONTAINER_CREDENTIALS_FULL_URI must use https or a local address");
    if (auto token = TRY(container_token(context.environment)); !token.empty())
        request.headers.set("Authorization", std::move(token));
    const auto body = TRY(fetch(context, request, stop));
    return TRY(credentials_from_json(parse_json(body).value_or(json::value()), "container"));
}

SourceResult from_instance_metadata(const SourceContext& context, std::stop_token stop) {
    constexpr auto roles = "/latest/meta-data/iam/security-credentials/";
    if (context.environment.variable("AWS_EC2_METADATA_DISABLED").value_or("") == "true")
        return std::nullopt;
    http::Request request{.method = "PUT",
                          .origin = metadata_origin(context.environment),
                          .target = "/latest/api/token",
                          .headers = {{"X-aws-ec2-metadata-token-ttl-seconds", "21600"}}};
    const auto token = fetch(context, request, stop);
    if (!token)
        return std::nullopt;
    request = {.method = "GET",
               .origin = request.origin,
               .target = roles,
               .headers = {{"X-aws-ec2-metadata-token", *token}}};
    const auto role = fetch(context, request, stop);
    if (!role)
        return std::nullopt;
    request.target += trimmed(role->substr(0, role->find('\n')));
    const auto body = TRY(fetch(context, request, stop));
    return TRY(credentials_from_json(parse_json(body).value_or(json::value()), "instance"));
}

}  // namespace inland::aws
