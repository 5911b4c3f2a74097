// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "topology/cluster.h"
#include "topology/launch_template.h"
#include "topology/resource.h"
#include "topology/subnet.h"

#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace inland::topology {

/// An Auto Scaling group whose machines are self-managed nodes. (Those that EKS makes for managed
/// node groups are EKS's matter and not read.)
struct AutoScalingGroup : Resource {
    static constexpr std::string_view type = "auto-scaling-group";
    static constexpr std::string_view terraform_type = "aws_autoscaling_group";
    static constexpr std::string_view cloudformation_type = "AWS::AutoScaling::AutoScalingGroup";

    Attribute<Reference<Cluster>> cluster;  ///< by the tag kubernetes.io/cluster/NAME
    Attribute<std::string> group_name;
    Attribute<Reference<LaunchTemplate>> launch_template;
    Attribute<std::string> template_version;        ///< "$Latest", "$Default" or a number
    Attribute<std::vector<std::string>> overrides;  ///< instance types instead of the template's
    Attribute<std::vector<Reference<Subnet>>> subnets;
    Attribute<int> minimum;
    Attribute<int> desired;  ///< where the group starts; never drift
    Attribute<int> maximum;
    Attribute<std::string> health_check;             ///< "EC2"
    Attribute<std::vector<std::string>> propagated;  ///< keys of the tags that machines get, sorted
    Attribute<std::string> state;                    ///< "Delete in progress", else absent

    static constexpr auto fields() {
        return std::tuple(
            Field("cluster", &AutoScalingGroup::cluster, OnChange::Replace, "", ""),
            Field("group_name", &AutoScalingGroup::group_name, OnChange::Replace, "name",
                  "AutoScalingGroupName"),
            Field("launch_template", &AutoScalingGroup::launch_template, OnChange::Update,
                  "launch_template", "LaunchTemplate"),
            Field("template_version", &AutoScalingGroup::template_version, OnChange::Update, "",
                  ""),
            Field("overrides", &AutoScalingGroup::overrides, OnChange::Update, "", ""),
            Field("subnets", &AutoScalingGroup::subnets, OnChange::Update, "vpc_zone_identifier",
                  "VPCZoneIdentifier"),
            Field("minimum", &AutoScalingGroup::minimum, OnChange::Update, "min_size", "MinSize"),
            Field("desired", &AutoScalingGroup::desired, OnChange::Ignore, "desired_capacity",
                  "DesiredCapacity"),
            Field("maximum", &AutoScalingGroup::maximum, OnChange::Update, "max_size", "MaxSize"),
            Field("health_check", &AutoScalingGroup::health_check, OnChange::Update,
                  "health_check_type", "HealthCheckType"),
            Field("propagated", &AutoScalingGroup::propagated, OnChange::Update, "", ""),
            Field("state", &AutoScalingGroup::state, OnChange::Ignore, "", ""));
    }
    bool operator==(const AutoScalingGroup&) const = default;
};

}  // namespace inland::topology
