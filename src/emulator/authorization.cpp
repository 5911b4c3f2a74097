// SPDX-License-Identifier: Apache-2.0
#include "emulator/authorization.h"

#include "emulator/authorization/asked_permission.h"
#include "emulator/authorization/denial.h"
#include "emulator/authorization/principal_policies.h"

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

}  // namespace

Result<void> authorize(const Call& call, const aws::Service& service, TimePoint wall_now) {
    if (call.caller.principal_arn.empty() || is_root(call.caller))
        return {};
    const auto own = policies_of(call.world, call.caller);
    for (const auto& asked : asked_permissions(call, service.name, wall_now)) {
        const auto policies = with_own_policy(own, asked.resource);
        if (prove::evaluate(policies, asked.request).decision == prove::Decision::Allowed)
            continue;
        return std::unexpected(denial(
            service.protocol, denial_message(asked.request, shown_resource(service.protocol, asked),
                                             reason_of_denial(policies, asked.request))));
    }
    return {};
}

}  // namespace inland::emulator
