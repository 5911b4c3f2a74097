// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "knowledge/tables.h"
#include "prove/policies/policy_judgement.h"
#include "topology/vpc_endpoint.h"

namespace inland::prove {

class Network;

/// Whether the endpoint's policy lets some request through to an account that it does not name, so
/// that data can leave by it (VPC-SEMANTICS 2.3). Fails: with a request that it allows, evaluated
/// exactly. Holds: no statement that allows can match such a request, or a Deny covers all that it
/// can. Else Unknown, with what is open. Accounts, organizations and buckets that the policy names
/// are taken as trusted; a policy of full access always fails.
PolicyJudgement judge_exfiltration(const Network& network, const topology::VpcEndpoint& endpoint,
                                   const knowledge::EndpointService& service);

}  // namespace inland::prove
