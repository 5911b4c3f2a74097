// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/policies/policy_judgement.h"
#include "prove/policies/service_calls.h"

#include <set>
#include <string>
#include <string_view>

namespace inland::prove {

/// A role's identity policies and its boundary. What is not known of them may allow or deny
/// anything: `unknown` holds condition keys that say so, for the request's unknown keys.
struct RolePolicies {
    PolicySet policies;
    std::set<std::string> unknown;
};
RolePolicies policies_of(const Network& network, const topology::Role& role);

/// Whether the policies of the role that signs allow these calls: the first that they do not, or
/// the document or key that nobody knows. Calls that a service signs are not the role's.
PolicyJudgement judge_role_policies(const Network& network, const ServiceCalls& asked);

/// Whether the role's trust policy lets this service ("ec2.amazonaws.com") assume it.
PolicyJudgement judge_trust(const Network& network, const topology::Role& role,
                            std::string_view service);

/// One action that a service needs a role's trust policy to allow, with what is known of it.
struct TrustRequest {
    std::string_view action = "sts:AssumeRole";
    std::map<std::string, std::vector<std::string>> context = {};
    std::set<std::string> unknown_keys = {"aws:sourceaccount", "aws:sourcearn", "sts:*"};
};
PolicyJudgement judge_trust(const Network& network, const topology::Role& role,
                            std::string_view service, const TrustRequest& asked);

}  // namespace inland::prove
