// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/policies/policy_document.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace inland::prove {

/// A policy document with the name by which a verdict speaks of it.
struct Policy {
    std::string name;
    std::vector<PolicyStatement> statements;
};

enum class PrincipalKind { Aws, Service, Federated, Anonymous };

/// Who asks. Of a session: `arn` is the session's ("arn:aws:sts::1:assumed-role/NAME/SESSION") and
/// `role_arn` the role's, since a policy may name either.
struct PolicyPrincipal {
    PrincipalKind kind = PrincipalKind::Aws;
    std::string
        arn;  ///< a service's name ("ec2.amazonaws.com") or a provider's ARN for those kinds
    std::string role_arn;
    std::string account;
};

/// One request as AWS authorizes it. Condition keys are lower case ("aws:sourcevpce"): in
/// `context` with their values, in `unknown_keys` when nobody knows them, else missing.
struct PolicyRequest {
    std::string action;    ///< "ec2:DescribeInstances"
    std::string resource;  ///< an ARN, or "*" for actions that have none
    std::string resource_account;
    PolicyPrincipal principal;
    std::map<std::string, std::vector<std::string>> context;
    std::set<std::string> unknown_keys;
};

/// The policies that have a say. An empty optional sets no bound; an empty list in it allows
/// nothing.
struct PolicySet {
    std::vector<Policy> identity;
    std::optional<std::vector<Policy>> boundary, session;
    std::vector<Policy> resource;  ///< the resource's own: a bucket's, a key's, a trust policy
    std::optional<std::vector<Policy>>
        endpoint;  ///< of the VPC endpoint that the request came through
};

enum class Decision { Allowed, DeniedByStatement, NotAllowed, Unknown };

struct Judgement {
    Decision decision = Decision::NotAllowed;
    std::string detail;  ///< the policy and statement that decided, or the fact that is missing
};

/// IAM's evaluation of one request within an account or across two (IAM User Guide, Policy
/// evaluation logic): a Deny anywhere wins; every bound must allow; identity or resource policy
/// must allow, and both across accounts. Exact: Unknown only where an unknown key decides. Pure.
Judgement evaluate(const PolicySet& policies, const PolicyRequest& request);

}  // namespace inland::prove
