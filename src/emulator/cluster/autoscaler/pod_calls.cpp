// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/autoscaler/pod_calls.h"

#include "emulator/authentication.h"
#include "emulator/authorization.h"
#include "emulator/cluster/attempt.h"
#include "emulator/dispatch.h"
#include "emulator/machine/observed_network.h"
#include "knowledge/tables.h"
#include "prove/names/name_index.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::emulator::autoscaler {

namespace {

constexpr std::uint16_t https_port = 443;

Error sdk_error(std::string text) {
    return {ErrorKind::Unavailable, std::move(text), "RequestError"};
}

std::string host_of(const NetworkCaller& caller, std::string_view service) {
    const auto& tables = caller.world.tables();
    const auto* row = tables.service(service);
    return row == nullptr ? std::string(service)
                          : knowledge::expand(
                                row->host, knowledge::placeholders_of(tables, caller.scope.region));
}

/// EKS's reads are GETs of a path; what the others take is posted.
std::string request_line(std::string_view host, std::string_view service,
                         const json::object& input) {
    if (service == "eks")
        return fmt::format("Get \"https://{}/clusters/{}/node-groups/{}\"", host,
                           string_or_empty(input, "clusterName"),
                           string_or_empty(input, "nodegroupName"));
    return fmt::format("Post \"https://{}/\"", host);
}

std::string dialled(const Attempt& attempt) {
    return attempt.detail.starts_with("dial ") ? attempt.detail : "dial tcp: " + attempt.detail;
}

/// The way in: the endpoint whose address answered, or none.
const topology::VpcEndpoint* endpoint_of(const prove::Network& network, const Attempt& attempt) {
    for (const auto& text : attempt.addresses)
        if (const auto address = Ipv4Address::parse(text))
            if (const auto* endpoint = network.names().endpoint_at(*address))
                return endpoint;
    return nullptr;
}

Handler handler_of(std::string_view service, std::string_view operation) {
    for (const auto& row : services())
        if (row.service == service)
            for (const auto& candidate : row.operations)
                if (candidate.operation == operation)
                    return candidate.handler;
    return nullptr;
}

Caller signer_of(const NetworkCaller& caller) {
    const HomeAccount home{caller.scope.account, caller.scope.region};
    return caller.access_key_id.empty()
               ? anonymous(home)
               : caller_of_key(caller.world.store(), caller.access_key_id, home);
}

Error as_sdk_says(const Error& error, std::string_view request_id) {
    auto said = error;
    said.message = fmt::format("{}: {}\n\tstatus code: {}, request id: {}", error.code,
                               error.message, error.http_status, request_id);
    return said;
}

}  // namespace

Result<json::object> call_aws(const NetworkCaller& caller, std::string_view service,
                              std::string_view operation, const json::object& input) {
    const auto host = host_of(caller, service);
    const auto attempt = connect_as(caller.world, caller.who, host, https_port);
    if (attempt.end != AttemptEnd::Connected)
        return std::unexpected(
            sdk_error(fmt::format("RequestError: send request failed\ncaused "
                                  "by: {}: {}",
                                  request_line(host, service, input), dialled(attempt))));
    const auto* model = TRY(aws::find_service(service));
    const auto handler = handler_of(service, operation);
    const auto observed = TRY(observe_network(caller.world, caller.scope));
    const auto* endpoint = endpoint_of(observed->network, attempt);
    const auto signer = signer_of(caller);
    const Call call{caller.world, signer, operation, input, new_request_id()};
    const auto wall_now = SystemClock().now();
    Result<void> permitted;
    if (endpoint != nullptr) {
        const Entrance entrance{observed->network, *endpoint};
        permitted = authorize(call, *model, wall_now, &entrance);
    } else {
        permitted = authorize(call, *model, wall_now);
    }
    if (!permitted)
        return std::unexpected(as_sdk_says(permitted.error(), call.request_id));
    auto output = handler(call);
    if (!output)
        return std::unexpected(as_sdk_says(output.error(), call.request_id));
    return output;
}

}  // namespace inland::emulator::autoscaler
