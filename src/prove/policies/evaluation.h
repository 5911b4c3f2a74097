// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/policies/policy_document.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace inland::prove {

/// A policy document with the name by which a verdict speaks of it.
struct Policy {
    std::string name;
    std::vector<PolicyStatement> statements;
};

enum class PrincipalKind { Aws, Service, Federated, Anonymous };

/// Stands in ARNs and conditions' values for an account that nobody knows: what it decides is
/// Unknown. (A design is proven before the account that it will be applied in is known.)
inline constexpr std::string_view unknown_account = "{account}";

/// Who asks. Of a session: `arn` is the session's ("arn:aws:sts::1:assumed-role/NAME/SESSION") and
/// `role_arn` the role's ("" when there is no session), since a policy may name either.
struct PolicyPrincipal {
    PrincipalKind kind = PrincipalKind::Aws;
    /// A service's name ("ec2.amazonaws.com") or a provider's ARN for those kinds; "" for somebody
    /// of the account that nobody knows.
    std::string arn;
    std::string role_arn;
    std::string account;  ///< twelve digits, or unknown_account
};

/// One request as AWS authorizes it. Condition keys are lower case ("aws:sourcevpce"): in
/// `context` with their values (without any when they are surely missing), in `unknown_keys` when
/// nobody knows them ("aws:principaltag/*" for all others that begin so), else missing. The keys
/// aws:PrincipalArn, aws:PrincipalAccount, aws:PrincipalType and aws:ResourceAccount are not taken
/// from the principal: with_principal_keys() writes them.
struct PolicyRequest {
    std::string action;            ///< "ec2:DescribeInstances"
    std::string resource;          ///< an ARN, or "*" for actions that have none
    std::string resource_account;  ///< "" when the resource is nobody's: the caller's account
    PolicyPrincipal principal;
    std::map<std::string, std::vector<std::string>> context;
    std::set<std::string> unknown_keys;
};

/// Adds the global keys that follow from who asks and what for, where the request has none.
PolicyRequest with_principal_keys(PolicyRequest request);

/// What a resource's own policy means within an account.
enum class ResourcePolicyRule {
    Grants,  ///< a bucket's, a repository's: it or the identity policy allows
    Guards,  ///< a role's trust, a KMS key's: it must allow; naming the account leaves it to IAM
};

/// Whom an endpoint's policy means by an account: a gateway endpoint's only the account's root user
/// (AWS PrivateLink Guide, Principals for gateway endpoints, 2026-08).
enum class AccountMeans { AllOfIt, ItsRootUser };

/// The policies that have a say. An empty optional sets no bound; an empty list in it allows
/// nothing.
struct PolicySet {
    std::vector<Policy> identity;
    std::optional<std::vector<Policy>> boundary, session;
    std::vector<Policy> resource;  ///< the resource's own: a bucket's, a key's, a trust policy
    ResourcePolicyRule resource_rule = ResourcePolicyRule::Grants;
    /// Of the VPC endpoint that the request came through.
    std::optional<std::vector<Policy>> endpoint;
    AccountMeans endpoint_accounts = AccountMeans::AllOfIt;
};

enum class Decision { Allowed, DeniedByStatement, NotAllowed, Unknown };

/// Which policies denied, did not allow, or leave it open.
enum class PolicyType { Identity, Boundary, Session, Resource, Endpoint };

struct Judgement {
    Decision decision = Decision::NotAllowed;
    PolicyType decided_by = PolicyType::Identity;
    std::string detail;  ///< the policy and statement that decided, or the fact that is missing
};

/// IAM's evaluation of one request within an account or across two (IAM User Guide, Policy
/// evaluation logic): a Deny anywhere wins; every bound must allow; identity or resource policy
/// must allow, and both across accounts. Exact: Unknown only where an unknown key decides. Pure.
Judgement evaluate(const PolicySet& policies, const PolicyRequest& request);

}  // namespace inland::prove
