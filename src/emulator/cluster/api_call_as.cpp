// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/api_call_as.h"

#include "aws/endpoints.h"
#include "core/clock.h"
#include "emulator/authorization.h"
#include "emulator/authorization/endpoint_policy.h"
#include "emulator/cluster/attempt.h"
#include "emulator/dispatch.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

constexpr std::uint16_t https_port = 443;

Handler handler_of(std::string_view service, std::string_view operation) {
    for (const auto& row : services())
        if (row.service == service)
            for (const auto& each : row.operations)
                if (each.operation == operation)
                    return each.handler;
    return nullptr;
}

}  // namespace

/// Names that lead nowhere and hosts that refuse are one thing to botocore, silence another.
Error as_botocore_tells(const Attempt& attempt, const std::string& host,
                        const ProgramsCall& /*asked*/) {
    const bool is_silent =
        attempt.end == AttemptEnd::TimedOut || attempt.end == AttemptEnd::NoResolver;
    return {ErrorKind::Unavailable,
            fmt::format("{} endpoint URL: \"https://{}/\"",
                        is_silent ? "Connect timeout on" : "Could not connect to the", host)};
}

std::string host_of_service(std::string_view service, std::string_view region) {
    constexpr std::string_view scheme = "https://";
    const auto table = aws::find_service(service);
    if (!table)
        return {};
    const auto endpoint =
        aws::resolve_endpoint(**table, aws::Configuration{.region = std::string(region)});
    return endpoint && endpoint->url.starts_with(scheme) ? endpoint->url.substr(scheme.size())
                                                         : std::string();
}

Result<json::object> call_as(World& world, const Caller& caller, const ProgramsCall& asked,
                             NotConnected not_connected) {
    const auto host = host_of_service(asked.service, caller.region);
    const auto service = aws::find_service(asked.service);
    const auto handler = handler_of(asked.service, asked.operation);
    if (host.empty() || !service || handler == nullptr)
        return failure(ErrorKind::InvalidInput,
                       fmt::format("The operation {} of {} is not emulated by Inland.",
                                   asked.operation, asked.service));
    const auto attempt = connect_as(world, asked.who, host, https_port);
    if (attempt.end != AttemptEnd::Connected)
        return std::unexpected(not_connected(attempt, host, asked));
    const auto now = SystemClock().now();
    const Call call{world, caller, asked.operation, asked.input, new_request_id()};
    TRY_VOID(pass_endpoint(call, **service, attempt.endpoint, now));
    TRY_VOID(authorize(call, **service, now));
    return handler(call);
}

std::string words_of(const Error& error, std::string_view operation) {
    return error.code.empty()
               ? error.message
               : fmt::format("An error occurred ({}) when calling the {} operation: {}", error.code,
                             operation, error.message);
}

}  // namespace inland::emulator
