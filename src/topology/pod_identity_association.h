// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "topology/cluster.h"
#include "topology/resource.h"
#include "topology/role.h"

#include <string>
#include <string_view>
#include <tuple>

namespace inland::topology {

/// The role that EKS Pod Identity gives to the pods of one service account.
struct PodIdentityAssociation : Resource {
    static constexpr std::string_view type = "pod-identity-association";
    static constexpr std::string_view terraform_type = "aws_eks_pod_identity_association";
    static constexpr std::string_view cloudformation_type = "AWS::EKS::PodIdentityAssociation";

    Attribute<Reference<Cluster>> cluster;
    Attribute<std::string> namespace_name;
    Attribute<std::string> service_account;
    Attribute<Reference<Role>> role;

    static constexpr auto fields() {
        using Self = PodIdentityAssociation;
        return std::tuple(
            Field("cluster", &Self::cluster, OnChange::Replace, "cluster_name", "ClusterName"),
            Field("namespace_name", &Self::namespace_name, OnChange::Replace, "namespace",
                  "Namespace"),
            Field("service_account", &Self::service_account, OnChange::Replace, "service_account",
                  "ServiceAccount"),
            Field("role", &Self::role, OnChange::Update, "role_arn", "RoleArn"));
    }
    bool operator==(const PodIdentityAssociation&) const = default;
};

}  // namespace inland::topology
