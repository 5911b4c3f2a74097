// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/policies/policy_judgement.h"
#include "prove/policies/service_calls.h"

#include <string_view>

namespace inland::prove {

/// Whether the policies of the role that signs allow these calls: the first that they do not, or
/// the document or key that nobody knows. Calls that a service signs are not the role's.
PolicyJudgement judge_role_policies(const Network& network, const ServiceCalls& asked);

/// Whether the role's trust policy lets this service ("ec2.amazonaws.com") assume it.
PolicyJudgement judge_trust(const Network& network, const topology::Role& role,
                            std::string_view service);

}  // namespace inland::prove
