// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "topology/resource.h"

#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace inland::topology {

/// A CloudWatch log group.
struct LogGroup : Resource {
    static constexpr std::string_view type = "log-group";
    static constexpr std::string_view terraform_type = "aws_cloudwatch_log_group";
    static constexpr std::string_view cloudformation_type = "AWS::Logs::LogGroup";

    Attribute<std::string> log_group_name;  ///< "/aws/eks/CLUSTER/cluster"
    Attribute<int> retention_days;          ///< absent: for ever

    static constexpr auto fields() {
        return std::tuple(Field("log_group_name", &LogGroup::log_group_name, OnChange::Replace,
                                "name", "LogGroupName"),
                          Field("retention_days", &LogGroup::retention_days, OnChange::Update,
                                "retention_in_days", "RetentionInDays"));
    }
    bool operator==(const LogGroup&) const = default;
};

}  // namespace inland::topology
