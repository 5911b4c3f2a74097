// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "topology/resource.h"

#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace inland::topology {

/// An IAM role with its trust and its policies. Policies are JSON texts, compared as documents.
struct Role : Resource {
    static constexpr std::string_view type = "role";
    static constexpr std::string_view terraform_type = "aws_iam_role";
    static constexpr std::string_view cloudformation_type = "AWS::IAM::Role";

    Attribute<std::string> role_name;
    Attribute<std::string> path;  ///< "/inland/CLUSTER/"
    Attribute<std::string> assume_role_policy;
    Attribute<std::vector<std::string>> managed_policies;           ///< ARNs, sorted
    Attribute<std::map<std::string, std::string>> inline_policies;  ///< name → JSON text
    /// Of the managed policies that are the account's own: ARN → JSON text. A policy of which the
    /// text is not here is AWS's (knowledge/policies.yaml) or unknown.
    Attribute<std::map<std::string, std::string>> policy_documents;
    Attribute<std::string> permissions_boundary;  ///< ARN of a managed policy
    Attribute<std::string> arn;                   ///< absent before it is made

    static constexpr auto fields() {
        return std::tuple(
            Field("role_name", &Role::role_name, OnChange::Replace, "name", "RoleName"),
            Field("path", &Role::path, OnChange::Replace, "path", "Path"),
            Field("assume_role_policy", &Role::assume_role_policy, OnChange::Update,
                  "assume_role_policy", "AssumeRolePolicyDocument"),
            Field("managed_policies", &Role::managed_policies, OnChange::Update,
                  "managed_policy_arns", "ManagedPolicyArns"),
            Field("inline_policies", &Role::inline_policies, OnChange::Update, "", "Policies"),
            Field("policy_documents", &Role::policy_documents, OnChange::Ignore, "", ""),
            Field("permissions_boundary", &Role::permissions_boundary, OnChange::Ignore,
                  "permissions_boundary", "PermissionsBoundary"),
            Field("arn", &Role::arn, OnChange::Ignore, "arn", "Arn"));
    }
    bool operator==(const Role&) const = default;
};

}  // namespace inland::topology
