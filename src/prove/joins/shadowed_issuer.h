// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/network.h"

#include <vector>

namespace inland::prove {

/// Notes of rule "issuer-shadowed": the private zone of an endpoint for eks answers for the names
/// of clusters' OpenID Connect issuers as well, and has none of them (eksctl documentation, EKS
/// fully private cluster). Joining needs no issuer; who checks tokens within the VPC does.
std::vector<Finding> shadowed_issuer_findings_of(const Network& network);

}  // namespace inland::prove
