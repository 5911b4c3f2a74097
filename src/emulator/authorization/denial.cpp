// SPDX-License-Identifier: Apache-2.0
#include "emulator/authorization/denial.h"

#include <array>
#include <optional>
#include <vector>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

using Policies = std::vector<prove::Policy>;

/// One of the kinds of policies that have a say, alone.
struct Voice {
    std::string denies, allows;  ///< "a session policy", "no session policy"
    const Policies* policies = nullptr;
};

prove::Decision alone(const Policies& policies, const prove::PolicyRequest& request) {
    return prove::evaluate({.identity = policies}, request).decision;
}

/// A resource's policy names principals, so it is judged in its own place.
prove::Decision alone_as_resource(const prove::PolicySet& set,
                                  const prove::PolicyRequest& request) {
    return prove::evaluate({.resource = set.resource, .resource_rule = set.resource_rule}, request)
        .decision;
}

std::vector<Voice> voices_of(const prove::PolicySet& set) {
    std::vector<Voice> voices{
        {"an identity-based policy", "no identity-based policy", &set.identity}};
    if (set.boundary)
        voices.push_back({"a permissions boundary", "no permissions boundary", &*set.boundary});
    if (set.session)
        voices.push_back({"a session policy", "no session policy", &*set.session});
    return voices;
}

std::string_view own_name(OwnPolicy own) {
    return own == OwnPolicy::RoleTrust ? "role trust policy" : "resource-based policy";
}

std::optional<std::string> explicit_deny(const prove::PolicySet& set,
                                         const prove::PolicyRequest& request, OwnPolicy own) {
    for (const auto& voice : voices_of(set))
        if (alone(*voice.policies, request) == prove::Decision::DeniedByStatement)
            return "with an explicit deny in " + voice.denies;
    if (!set.resource.empty() &&
        alone_as_resource(set, request) == prove::Decision::DeniedByStatement)
        return fmt::format("with an explicit deny in {} {}",
                           own == OwnPolicy::RoleTrust ? "the" : "a", own_name(own));
    return std::nullopt;
}

std::string missing_allow(const prove::PolicySet& set, const prove::PolicyRequest& request,
                          OwnPolicy own) {
    const auto nobody = [&](std::string_view who) {
        return fmt::format("because {} allows the {} action", who, request.action);
    };
    if (set.resource_rule == prove::ResourcePolicyRule::Guards &&
        alone_as_resource(set, request) != prove::Decision::Allowed &&
        alone(set.identity, request) == prove::Decision::Allowed)
        return nobody(fmt::format("no {}", own_name(own)));
    for (const auto& voice : voices_of(set))
        if (alone(*voice.policies, request) != prove::Decision::Allowed)
            return nobody(voice.allows);
    return nobody(fmt::format("no {}", own_name(own)));
}

struct ProtocolRow {
    aws::Protocol protocol;
    std::string_view code;
    int status;
};

constexpr std::array<ProtocolRow, 5> protocols{{
    {aws::Protocol::Ec2, "UnauthorizedOperation", 403},
    {aws::Protocol::Query, "AccessDenied", 403},
    {aws::Protocol::RestXml, "AccessDenied", 403},
    {aws::Protocol::Json, "AccessDeniedException", 400},
    {aws::Protocol::RestJson, "AccessDeniedException", 403},
}};

}  // namespace

std::string reason_of_denial(const prove::PolicySet& policies, const prove::PolicyRequest& request,
                             OwnPolicy own) {
    if (auto denied = explicit_deny(policies, request, own))
        return *denied;
    return missing_allow(policies, request, own);
}

std::string denial_message(const prove::PolicyRequest& request, std::string_view shown,
                           std::string_view reason) {
    const auto where = shown.empty() ? std::string() : fmt::format(" on resource: {}", shown);
    return fmt::format("User: {} is not authorized to perform: {}{} {}", request.principal.arn,
                       request.action, where, reason);
}

Error denial(aws::Protocol protocol, std::string message) {
    for (const auto& row : protocols)
        if (row.protocol == protocol)
            return {ErrorKind::AccessDenied,
                    protocol == aws::Protocol::Ec2
                        ? "You are not authorized to perform this operation. " + message
                        : std::move(message),
                    std::string(row.code), row.status};
    return {ErrorKind::AccessDenied, std::move(message), "AccessDenied", 403};
}

}  // namespace inland::emulator
