// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/policies/policy_judgement.h"
#include "prove/prove.h"
#include "topology/cluster.h"
#include "topology/open_id_connect_provider.h"
#include "topology/role.h"

#include <string>
#include <vector>

namespace inland::prove {

/// Whether IAM takes tokens of a cluster's pods for a role.
struct ProviderJudgement {
    PolicyJudgement judgement = {};
    const topology::Resource* resource = nullptr;  ///< that is at fault, or not known
    std::vector<std::string> assumptions = {};     ///< what the source does not tell
};

/// Whether one of the cluster's identity providers that the role trusts is registered in IAM, and
/// for sts.amazonaws.com (EKS User Guide, Create an IAM OIDC provider for your cluster). Only a
/// living account tells which are not there: of other sources that is an assumption.
ProviderJudgement judge_identity_provider(const Question& question,
                                          const topology::Cluster& cluster,
                                          const topology::Role& role);

/// The cluster's own identity providers that are surely not for sts.amazonaws.com: no role that
/// trusts one can be had with a token as pods get it.
std::vector<const topology::OpenIdConnectProvider*> providers_for_others(
    const topology::Topology& topology, const topology::Cluster& cluster);

}  // namespace inland::prove
