// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "prove/policies/evaluation.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace inland::emulator {

/// The request to do `action` ("sts:AssumeRole") with a role.
prove::PolicyRequest request_for_role(const json::object& role, std::string_view action,
                                      prove::PolicyPrincipal principal,
                                      std::map<std::string, std::vector<std::string>> context);

/// IAM's judgement of it: the role's trust policy must allow, and beside it what bounds the caller.
prove::PolicySet with_trust(prove::PolicySet callers, const json::object& role);

/// Whether the trust policy lets a service ("pods.eks.amazonaws.com") do `action`; `context`: the
/// keys that the service fills (aws:SourceAccount, aws:RequestTag/...).
bool lets_service(const json::object& role, std::string_view service, std::string_view action,
                  std::map<std::string, std::vector<std::string>> context = {});

}  // namespace inland::emulator
