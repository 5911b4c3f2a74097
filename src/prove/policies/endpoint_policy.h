// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "knowledge/tables.h"
#include "prove/verdict.h"
#include "topology/vpc_endpoint.h"

#include <string>
#include <string_view>

namespace inland::prove {

/// Whose requests a policy is judged by: only a node's own are a known, short list.
enum class Caller { Node, Pod };

struct PolicyJudgement {
    Outcome outcome = Outcome::Holds;
    std::string detail;  ///< what is refused, or which fact is missing
};

/// Whether an endpoint's policy lets through what a joining node asks of `service`
/// (VPC-SEMANTICS 2.2). No policy is full access. Statements with conditions, or about some
/// principals only, leave it unknown where they could decide.
PolicyJudgement judge_endpoint_policy(const topology::VpcEndpoint& endpoint,
                                      std::string_view service, Caller caller,
                                      const knowledge::Placeholders& placeholders);

/// Known when there is a policy that is narrower than full access, Absent when there is none.
topology::Knowledge restricts(const topology::VpcEndpoint& endpoint);

}  // namespace inland::prove
