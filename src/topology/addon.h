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

/// An EKS add-on.
struct Addon : Resource {
    static constexpr std::string_view type = "addon";
    static constexpr std::string_view terraform_type = "aws_eks_addon";
    static constexpr std::string_view cloudformation_type = "AWS::EKS::Addon";

    Attribute<Reference<Cluster>> cluster;
    Attribute<std::string> addon_name;
    Attribute<std::string> version;
    Attribute<std::string> configuration;  ///< JSON text; absent: none
    Attribute<Reference<Role>> service_account_role;
    Attribute<std::string> state;

    static constexpr auto fields() {
        return std::tuple(
            Field("cluster", &Addon::cluster, OnChange::Replace, "cluster_name", "ClusterName"),
            Field("addon_name", &Addon::addon_name, OnChange::Replace, "addon_name", "AddonName"),
            Field("version", &Addon::version, OnChange::Update, "addon_version", "AddonVersion"),
            Field("configuration", &Addon::configuration, OnChange::Update, "configuration_values",
                  "ConfigurationValues"),
            Field("service_account_role", &Addon::service_account_role, OnChange::Update,
                  "service_account_role_arn", "ServiceAccountRoleArn"),
            Field("state", &Addon::state, OnChange::Ignore, "", ""));
    }
    bool operator==(const Addon&) const = default;
};

}  // namespace inland::topology
