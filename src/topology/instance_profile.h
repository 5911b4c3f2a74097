// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "topology/resource.h"
#include "topology/role.h"

#include <string>
#include <string_view>
#include <tuple>

namespace inland::topology {

/// What gives an EC2 instance its role. Managed node groups have one of EKS's own.
struct InstanceProfile : Resource {
    static constexpr std::string_view type = "instance-profile";
    static constexpr std::string_view terraform_type = "aws_iam_instance_profile";
    static constexpr std::string_view cloudformation_type = "AWS::IAM::InstanceProfile";

    Attribute<std::string> profile_name;
    Attribute<std::string> path;  ///< "/inland/CLUSTER/"
    Attribute<Reference<Role>> role;
    Attribute<std::string> arn;  ///< absent before it is made

    static constexpr auto fields() {
        return std::tuple(Field("profile_name", &InstanceProfile::profile_name, OnChange::Replace,
                                "name", "InstanceProfileName"),
                          Field("path", &InstanceProfile::path, OnChange::Replace, "path", "Path"),
                          Field("role", &InstanceProfile::role, OnChange::Update, "role", "Roles"),
                          Field("arn", &InstanceProfile::arn, OnChange::Ignore, "arn", "Arn"));
    }
    bool operator==(const InstanceProfile&) const = default;
};

}  // namespace inland::topology
