// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/api/token_request.h"

#include "emulator/cluster/api/representation.h"
#include "emulator/cluster/api/status.h"
#include "emulator/cluster/token_issuer.h"

#include <algorithm>
#include <chrono>

namespace inland::emulator::cluster {

namespace {

constexpr std::int64_t default_lifetime = 3600;
constexpr std::int64_t least_lifetime = 600;
constexpr std::int64_t longest_lifetime = 86400;
constexpr int created = 201;

std::string audience_of(const ApiCall& call, const json::object& asked) {
    for (const auto& audience : find_array(asked, "spec.audiences"))
        if (audience.is_string())
            return std::string(audience.get_string());
    const auto* cluster = call.objects.world().store().find(call.objects.cluster());
    return cluster == nullptr ? "" : string_or_empty(*cluster, "identity.oidc.issuer");
}

std::string pod_of(const json::object& asked) {
    return string_or_empty(asked, "spec.boundObjectRef.kind") == "Pod"
               ? string_or_empty(asked, "spec.boundObjectRef.name")
               : "";
}

}  // namespace

Result<ApiAnswer> answer_token_request(const ApiCall& call) {
    if (call.objects.find(call.type(), call.info.name_space, call.info.name) == nullptr)
        return std::unexpected(not_found(call.type(), call.info.name));
    auto answer = TRY(read_object(call));
    const auto seconds = find_int(answer, "spec.expirationSeconds").value_or(default_lifetime);
    if (seconds < least_lifetime)
        return std::unexpected(bad_request("may not specify a duration less than 10 minutes"));
    const std::chrono::seconds lifetime(std::min(seconds, longest_lifetime));
    const auto now = SystemClock().now();
    auto token = TRY(issue_token(call.objects.world(), call.objects.cluster(),
                                 {.name_space = call.info.name_space,
                                  .service_account = call.info.name,
                                  .pod = pod_of(answer),
                                  .audience = audience_of(call, answer)},
                                 now, lifetime));
    answer["kind"] = "TokenRequest";
    answer["apiVersion"] = "authentication.k8s.io/v1";
    answer["status"] =
        json::object{{"token", std::move(token)}, {"expirationTimestamp", iso8601(now + lifetime)}};
    return ApiAnswer{created, std::move(answer)};
}

}  // namespace inland::emulator::cluster
