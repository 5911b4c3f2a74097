// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/autoscaler/pod_calls.h"

#include "emulator/cluster/api_call_as.h"
#include "emulator/cluster/attempt.h"
#include "emulator/cluster/pod_credentials.h"
#include "emulator/dispatch.h"

#include <fmt/format.h>

namespace inland::emulator::autoscaler {

namespace {

/// EKS's reads are GETs of a path; what the others take is posted.
std::string request_line(const std::string& host, const ProgramsCall& asked) {
    if (asked.service == "eks")
        return fmt::format("Get \"https://{}/clusters/{}/node-groups/{}\"", host,
                           string_or_empty(asked.input, "clusterName"),
                           string_or_empty(asked.input, "nodegroupName"));
    return fmt::format("Post \"https://{}/\"", host);
}

Error not_sent(const Attempt& attempt, const std::string& host, const ProgramsCall& asked) {
    return {ErrorKind::Unavailable,
            fmt::format("RequestError: send request failed\ncaused by: {}: {}{}",
                        request_line(host, asked),
                        attempt.detail.starts_with("dial ") ? "" : "dial tcp: ", attempt.detail)};
}

Error refused(Error error) {
    if (!error.code.empty())
        error.message = fmt::format("{}: {}\n\tstatus code: {}, request id: {}", error.code,
                                    error.message, error.http_status, new_request_id());
    return error;
}

/// By the code of pod_credentials().
std::string words_of(const Error& error) {
    if (error.code == no_credentials)
        return "NoCredentialProviders: no valid providers in chain. Deprecated.\n\tFor verbose "
               "messaging see aws.Config.CredentialsChainVerboseErrors";
    return fmt::format("{}\ncaused by: {}",
                       error.code == no_web_identity
                           ? "WebIdentityErr: failed to retrieve credentials"
                           : "CredentialsEndpointError: failed to load credentials",
                       error.message);
}

}  // namespace

Result<json::object> call_aws(const NetworkCaller& caller, std::string_view service,
                              std::string_view operation, const json::object& input) {
    auto output = call_as(
        caller.world, caller.signer,
        {.who = caller.who, .service = service, .operation = operation, .input = input}, not_sent);
    if (!output)
        return std::unexpected(refused(std::move(output).error()));
    return output;
}

Result<Caller> find_credentials(World& world, const RecordKey& cluster, const json::object& pod,
                                const json::object& container) {
    auto found = pod_credentials(world, cluster, pod, container);
    if (!found)
        return std::unexpected(
            Error{found.error().kind, words_of(found.error()), std::string(found.error().code)});
    return found;
}

}  // namespace inland::emulator::autoscaler
