// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "topology/cluster.h"
#include "topology/resource.h"
#include "topology/role.h"

#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace inland::topology {

/// Maps an IAM principal to Kubernetes.
struct AccessEntry : Resource {
    static constexpr std::string_view type = "access-entry";
    static constexpr std::string_view terraform_type = "aws_eks_access_entry";
    static constexpr std::string_view cloudformation_type = "AWS::EKS::AccessEntry";

    Attribute<Reference<Cluster>> cluster;
    Attribute<std::string> principal_arn;  ///< for a role outside the design
    Attribute<Reference<Role>> role;       ///< for a role of the design; one of the two is set
    Attribute<std::string> entry_type;     ///< "STANDARD", "EC2_LINUX"
    Attribute<std::string> username;       ///< absent: AWS's own
    Attribute<std::vector<std::string>> kubernetes_groups;
    Attribute<std::vector<std::string>> policies;  ///< access policy ARNs, cluster-wide

    static constexpr auto fields() {
        return std::tuple(
            Field("cluster", &AccessEntry::cluster, OnChange::Replace, "cluster_name",
                  "ClusterName"),
            Field("principal_arn", &AccessEntry::principal_arn, OnChange::Replace, "principal_arn",
                  "PrincipalArn"),
            Field("role", &AccessEntry::role, OnChange::Replace, "", ""),
            Field("entry_type", &AccessEntry::entry_type, OnChange::Replace, "type", "Type"),
            Field("username", &AccessEntry::username, OnChange::Update, "user_name", "Username"),
            Field("kubernetes_groups", &AccessEntry::kubernetes_groups, OnChange::Update,
                  "kubernetes_groups", "KubernetesGroups"),
            Field("policies", &AccessEntry::policies, OnChange::Update, "", "AccessPolicies"));
    }
    bool operator==(const AccessEntry&) const = default;
};

}  // namespace inland::topology
