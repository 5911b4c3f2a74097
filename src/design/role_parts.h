// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "design/drawing.h"
#include "topology/role.h"

#include <string>
#include <string_view>
#include <vector>

namespace inland::design {

/// Which service of AWS's assumes a role, and what it needs to.
struct Trust {
    std::string service;  ///< "ec2.amazonaws.com"
    std::vector<std::string> actions;
};

/// A role of the cluster's own, without policies, named for its purpose in the account.
topology::Role role_of(const Drawing& drawing, std::string_view purpose, const Trust& trust,
                       Need need);

/// The same for a role that somebody else than a service assumes: `trust` is its policy as JSON
/// text, `short_purpose` stands in its name, which is bounded.
topology::Role role_of(const Drawing& drawing, std::string_view purpose,
                       std::string_view short_purpose, std::string trust, Need need);

/// Whom EKS Pod Identity has assume roles (EKS User Guide, Create IAM role with trust policy
/// required by EKS Pod Identity).
std::string pod_identity_trust();
/// A trust policy for the tokens of one service account: `issuer` is without "https://" (EKS User
/// Guide, Assign IAM roles to Kubernetes service accounts).
std::string web_identity_trust(const std::string& provider_arn, std::string_view issuer,
                               const std::string& subject);

/// A policy that allows just these, as JSON text; one statement for each resource and condition.
std::string policy_of(const Drawing& drawing,
                      const std::vector<knowledge::Permission>& permissions);

}  // namespace inland::design
