// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/policies/policy_judgement.h"
#include "topology/cluster.h"
#include "topology/role.h"

#include <set>
#include <string>

namespace inland::prove {

/// IAM roles for service accounts: pods trade a token of their cluster's identity provider for a
/// role, by sts:AssumeRoleWithWebIdentity (EKS User Guide, IAM roles for service accounts).

/// "ABC" of the cluster's issuer "oidc.eks.eu-central-1.amazonaws.com/id/ABC"; "" before it is
/// made.
std::string issuer_id(const topology::Cluster& cluster);

/// Whether a role is for pods of the cluster: its trust policy names the identity provider of an
/// EKS cluster, and none that surely is another's. Known: it does. Unknown: nobody knows its trust
/// policy.
topology::Knowledge is_for_pods(const topology::Cluster& cluster, const topology::Role& role);

/// The ARNs of the identity providers that its trust policy names and that may be this cluster's.
std::set<std::string> providers_trusted(const topology::Cluster& cluster,
                                        const topology::Role& role);

/// Whether its trust policy lets pods of some service account of the cluster assume the role, of
/// the one that it was made for where a tag says so. That
/// IAM knows the provider is taken for granted.
PolicyJudgement judge_web_identity(const topology::Cluster& cluster, const topology::Role& role);

}  // namespace inland::prove
