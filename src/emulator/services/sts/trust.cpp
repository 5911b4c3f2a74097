// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/sts/trust.h"

#include "emulator/authorization/principal_policies.h"
#include "emulator/services/members.h"

#include <utility>

namespace inland::emulator {

namespace {

std::string account_of_role(const json::object& role) {
    auto arn = text_of(role, "Arn");
    arn.erase(arn.rfind(":role/"));
    return arn.substr(arn.rfind(':') + 1);
}

}  // namespace

prove::PolicyRequest request_for_role(const json::object& role, std::string_view action,
                                      prove::PolicyPrincipal principal,
                                      std::map<std::string, std::vector<std::string>> context) {
    prove::PolicyRequest request;
    request.action = action;
    request.resource = text_of(role, "Arn");
    request.resource_account = account_of_role(role);
    request.principal = std::move(principal);
    request.context = std::move(context);
    return prove::with_principal_keys(std::move(request));
}

prove::PolicySet with_trust(prove::PolicySet callers, const json::object& role) {
    callers.resource = {read_stored_policy("trust policy", text_of(role, "_trust_policy"))};
    callers.resource_rule = prove::ResourcePolicyRule::Guards;
    return callers;
}

bool lets_service(const json::object& role, std::string_view service, std::string_view action,
                  std::map<std::string, std::vector<std::string>> context) {
    const auto request = request_for_role(role, action,
                                          {.kind = prove::PrincipalKind::Service,
                                           .arn = std::string(service),
                                           .account = account_of_role(role)},
                                          std::move(context));
    return prove::evaluate(with_trust({}, role), request).decision == prove::Decision::Allowed;
}

}  // namespace inland::emulator
