// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "topology/cluster.h"
#include "topology/launch_template.h"
#include "topology/resource.h"
#include "topology/role.h"

#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace inland::topology {

struct Taint {
    std::string key, value, effect;  ///< effect as EKS spells it: "NO_SCHEDULE"
    auto operator<=>(const Taint&) const = default;
};

/// A managed node group.
struct NodeGroup : Resource {
    static constexpr std::string_view type = "node-group";
    static constexpr std::string_view terraform_type = "aws_eks_node_group";
    static constexpr std::string_view cloudformation_type = "AWS::EKS::Nodegroup";

    Attribute<Reference<Cluster>> cluster;
    Attribute<std::string> node_group_name;
    Attribute<Reference<Role>> role;
    Attribute<std::vector<Reference<Subnet>>> subnets;
    Attribute<std::string> ami_type;
    Attribute<std::vector<std::string>> instance_types;
    Attribute<std::string> capacity_type;  ///< "ON_DEMAND" by default
    Attribute<int> disk_size;              ///< GiB; default 20
    Attribute<int> minimum;
    Attribute<int> desired;  ///< where the group starts; never drift
    Attribute<int> maximum;
    Attribute<std::map<std::string, std::string>> labels;
    Attribute<std::vector<Taint>> taints;
    Attribute<std::string> version;                        ///< absent: the cluster's
    Attribute<Reference<LaunchTemplate>> launch_template;  ///< the owner's; absent: EKS's own
    Attribute<std::string> template_version;
    Attribute<std::string> state;

    static constexpr auto fields() {
        return std::tuple(
            Field("cluster", &NodeGroup::cluster, OnChange::Replace, "cluster_name", "ClusterName"),
            Field("node_group_name", &NodeGroup::node_group_name, OnChange::Replace,
                  "node_group_name", "NodegroupName"),
            Field("role", &NodeGroup::role, OnChange::Replace, "node_role_arn", "NodeRole"),
            Field("subnets", &NodeGroup::subnets, OnChange::Replace, "subnet_ids", "Subnets"),
            Field("ami_type", &NodeGroup::ami_type, OnChange::Replace, "ami_type", "AmiType"),
            Field("instance_types", &NodeGroup::instance_types, OnChange::Replace, "instance_types",
                  "InstanceTypes"),
            Field("capacity_type", &NodeGroup::capacity_type, OnChange::Replace, "capacity_type",
                  "CapacityType"),
            Field("disk_size", &NodeGroup::disk_size, OnChange::Replace, "disk_size", "DiskSize"),
            Field("minimum", &NodeGroup::minimum, OnChange::Update, "min_size", "MinSize"),
            Field("desired", &NodeGroup::desired, OnChange::Ignore, "desired_size", "DesiredSize"),
            Field("maximum", &NodeGroup::maximum, OnChange::Update, "max_size", "MaxSize"),
            Field("labels", &NodeGroup::labels, OnChange::Update, "labels", "Labels"),
            Field("taints", &NodeGroup::taints, OnChange::Update, "taint", "Taints"),
            Field("version", &NodeGroup::version, OnChange::Update, "version", "Version"),
            Field("launch_template", &NodeGroup::launch_template, OnChange::Replace,
                  "launch_template", "LaunchTemplate"),
            Field("template_version", &NodeGroup::template_version, OnChange::Update, "", ""),
            Field("state", &NodeGroup::state, OnChange::Ignore, "", ""));
    }
    bool operator==(const NodeGroup&) const = default;
};

}  // namespace inland::topology
