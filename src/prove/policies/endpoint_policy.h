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

/// The request as it comes through this endpoint: the public source address is not there then.
PolicyRequest through_endpoint(const Network& network, const topology::VpcEndpoint& endpoint,
                               PolicyRequest request);

/// The policies when the endpoint alone decides, since everybody else allows.
PolicySet endpoint_alone(const topology::VpcEndpoint& endpoint,
                         std::vector<PolicyStatement> statements);

/// Known when there is a policy that is narrower than full access, Absent when there is none.
topology::Knowledge restricts(const topology::VpcEndpoint& endpoint);

}  // namespace inland::prove
