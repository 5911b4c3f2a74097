// SPDX-License-Identifier: Apache-2.0
#include "emulator/authorization/endpoint_policy.h"

#include "emulator/authorization/asked_permission.h"
#include "emulator/authorization/denial.h"
#include "emulator/authorization/principal_policies.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "prove/policies/endpoint_policy.h"

#include <fmt/format.h>

namespace inland::emulator {

namespace {

const json::object* endpoint_of(const World& world, std::string_view id) {
    for (const auto& [key, record] : world.store().list_everywhere(kind::vpc_endpoint))
        if (key.id == id)
            return record;
    return nullptr;
}

/// Calls that need no permission of the caller's own are judged by the endpoint all the same.
prove::PolicyRequest bare_request(const Call& call, const aws::Service& service) {
    const auto role = text_of(call.input, "RoleArn");
    prove::PolicyRequest request;
    request.action = fmt::format("{}:{}", service.signing_name, call.operation);
    request.resource = role.empty() ? "*" : role;
    request.resource_account = call.caller.account;
    request.principal = principal_of(call.world, call.caller);
    if (request.principal.kind == prove::PrincipalKind::Anonymous)
        request.principal.account.clear();
    return prove::with_principal_keys(std::move(request));
}

std::vector<prove::PolicyRequest> requests_of(const Call& call, const aws::Service& service,
                                              TimePoint wall_now) {
    std::vector<prove::PolicyRequest> requests;
    if (!call.caller.principal_arn.empty())
        for (auto& asked : asked_permissions(call, service.name, wall_now))
            requests.push_back(std::move(asked.request));
    if (requests.empty())
        requests.push_back(bare_request(call, service));
    return requests;
}

Error refusal(const aws::Service& service, prove::PolicyRequest request, prove::Decision decision) {
    if (request.principal.arn.empty())
        request.principal.arn = "anonymous";
    const auto reason =
        decision == prove::Decision::DeniedByStatement
            ? std::string("with an explicit deny in a VPC endpoint policy")
            : fmt::format("because no VPC endpoint policy allows the {} action", request.action);
    const auto shown = request.resource == "*" ? std::string() : request.resource;
    return denial(service.protocol, denial_message(request, shown, reason));
}

}  // namespace

Result<void> pass_endpoint(const Call& call, const aws::Service& service,
                           const std::string& endpoint, TimePoint wall_now) {
    const auto* record = endpoint.empty() ? nullptr : endpoint_of(call.world, endpoint);
    const auto document = record == nullptr ? "" : text_of(*record, "PolicyDocument");
    if (document.empty())
        return {};
    topology::VpcEndpoint described;
    described.endpoint_type = text_of(*record, "VpcEndpointType");
    const auto policies =
        prove::endpoint_alone(described, read_stored_policy(endpoint, document).statements);
    for (auto& request : requests_of(call, service, wall_now)) {
        request.context["aws:sourcevpce"] = {endpoint};
        request.context["aws:sourcevpc"] = {text_of(*record, "VpcId")};
        request.context.erase("aws:sourceip");
        const auto decision = prove::evaluate(policies, request).decision;
        if (decision != prove::Decision::Allowed)
            return std::unexpected(refusal(service, request, decision));
    }
    return {};
}

}  // namespace inland::emulator
