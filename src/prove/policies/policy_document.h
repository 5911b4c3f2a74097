// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "prove/policies/condition.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inland::prove {

enum class Effect { Allow, Deny };

/// The keys under which a Principal element names somebody; Everybody is `"*"` alone.
enum class PrincipalNameKind { Everybody, Aws, Service, Federated, CanonicalUser };

/// "AWS": an ARN, twelve digits of an account, or "*"; "Service": "ec2.amazonaws.com".
struct PrincipalName {
    PrincipalNameKind kind = PrincipalNameKind::Everybody;
    std::string text;
    bool operator==(const PrincipalName&) const = default;
};

/// Version 2012-10-17 fills in ${variables}; before it they are ordinary text.
enum class Variables { FilledIn, Literal };

/// One statement. Of `actions` and `not_actions` one is empty, of resources too; a trust policy's
/// statement has neither resources nor not_resources, an identity policy's no principals.
struct PolicyStatement {
    std::string sid;
    Effect effect = Effect::Allow;
    std::optional<std::vector<PrincipalName>> principals, not_principals;
    std::vector<std::string> actions, not_actions;      ///< patterns
    std::vector<std::string> resources, not_resources;  ///< ARN patterns
    std::vector<Condition> conditions;                  ///< all must hold
    Variables variables = Variables::Literal;
};

/// Which elements a document may hold.
enum class PolicyKind { Any, Identity, Trust, Resource };

/// Reads an IAM policy document. Fails on what IAM refuses with MalformedPolicyDocument, in IAM's
/// words where they are known: unknown elements and operators, missing or prohibited fields.
Result<std::vector<PolicyStatement>> read_policy(std::string_view document,
                                                 PolicyKind kind = PolicyKind::Any);

}  // namespace inland::prove
