// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "knowledge/tables.h"
#include "prove/policies/evaluation.h"
#include "topology/topology.h"

#include <string>
#include <vector>

namespace inland::prove {

class Network;

/// Whether requests are signed at all: a web identity is traded for a role by an anonymous one, of
/// which policies know no principal (IAM User Guide, AssumeRoleWithWebIdentity, 2026-08).
enum class Signature { Signed, None };

/// What somebody asks of an AWS API, and as whom. Pointers are into the Topology.
struct ServiceCalls {
    const topology::Role* role = nullptr;  ///< null: nobody knows whose credentials sign
    const topology::Cluster* cluster = nullptr;
    std::vector<knowledge::Call> calls;
    Signature signature = Signature::Signed;  ///< None: `role` is what is asked for, {role}
};

/// One call as IAM sees it: who signs, what for, and which condition keys are known. A session's
/// name, an organization, tags of requests are not; a service that signs by itself (Amazon ECR, for
/// layers) is a stranger to every account and organization that a policy may name.
PolicyRequest request_of(const Network& network, const ServiceCalls& asked,
                         const knowledge::Call& call);

/// "ecr:BatchGetImage on arn:aws:ecr:...".
std::string text_of(const PolicyRequest& request);

/// The account that a Topology is of, or unknown_account.
std::string account_of(const topology::Topology& topology);

}  // namespace inland::prove
