// SPDX-License-Identifier: Apache-2.0
#include "emulator/authorization.h"

#include "emulator/authorization/asked_permission.h"
#include "emulator/authorization/denial.h"
#include "emulator/authorization/principal_policies.h"
#include "prove/policies/endpoint_policy.h"

#include <fmt/format.h>

namespace inland::emulator {

namespace {

/// EC2 names no resource where its action has none.
std::string shown_resource(aws::Protocol protocol, const AskedPermission& asked) {
    return protocol == aws::Protocol::Ec2 && asked.request.resource == "*" ? std::string()
                                                                           : asked.resource.shown;
}

prove::PolicySet with_own_policy(prove::PolicySet policies, const JudgedResource& resource) {
    if (resource.policy.empty())
        return policies;
    policies.resource.push_back(read_stored_policy(resource.arn, resource.policy));
    if (resource.guarded)
        policies.resource_rule = prove::ResourcePolicyRule::Guards;
    return policies;
}

/// Why the policy of the endpoint refuses what nobody else does; nothing when it does not.
std::optional<std::string> endpoint_denial(const Entrance& entrance,
                                           const prove::PolicyRequest& request) {
    if (prove::restricts(entrance.endpoint) != topology::Knowledge::Known)
        return std::nullopt;
    auto statements = prove::read_policy(entrance.endpoint.policy_document.value());
    const auto policies = prove::endpoint_alone(
        entrance.endpoint,
        statements ? *std::move(statements) : std::vector<prove::PolicyStatement>{});
    switch (prove::evaluate(policies, request).decision) {
        case prove::Decision::Allowed:
            return std::nullopt;
        case prove::Decision::DeniedByStatement:
            return "with an explicit deny in a VPC endpoint policy";
        default:
            return fmt::format("because no VPC endpoint policy allows the {} action",
                               request.action);
    }
}

/// Nothing when the permission is given, else why not.
std::optional<std::string> refusal_of(const prove::PolicySet& policies,
                                      const prove::PolicyRequest& request,
                                      const Entrance* entrance) {
    if (prove::evaluate(policies, request).decision != prove::Decision::Allowed)
        return reason_of_denial(policies, request);
    return entrance == nullptr ? std::nullopt : endpoint_denial(*entrance, request);
}

}  // namespace

Result<void> authorize(const Call& call, const aws::Service& service, TimePoint wall_now,
                       const Entrance* entrance) {
    if (call.caller.principal_arn.empty() || is_root(call.caller))
        return {};
    const auto own = policies_of(call.world, call.caller);
    for (auto& asked : asked_permissions(call, service.name, wall_now)) {
        if (entrance != nullptr)
            asked.request = prove::through_endpoint(entrance->network, entrance->endpoint,
                                                    std::move(asked.request));
        const auto refusal =
            refusal_of(with_own_policy(own, asked.resource), asked.request, entrance);
        if (refusal)
            return std::unexpected(denial(
                service.protocol,
                denial_message(asked.request, shown_resource(service.protocol, asked), *refusal)));
    }
    return {};
}

}  // namespace inland::emulator
