// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/policies/policy_judgement.h"
#include "prove/policies/service_calls.h"
#include "topology/attribute.h"
#include "topology/vpc_endpoint.h"

namespace inland::prove {

/// Whether an endpoint's policy lets these calls through (VPC-SEMANTICS 2.2). No policy is full
/// access. Unknown where keys decide that nobody knows, and of a narrower policy when the calls are
/// not known.
PolicyJudgement judge_endpoint_policy(const Network& network, const topology::VpcEndpoint& endpoint,
                                      const ServiceCalls& asked);

/// Known when there is a policy that is narrower than full access, Absent when there is none.
topology::Knowledge restricts(const topology::VpcEndpoint& endpoint);

}  // namespace inland::prove
