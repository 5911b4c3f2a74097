// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "topology/resource.h"

#include <string>
#include <string_view>
#include <tuple>

namespace inland::topology {

/// An Amazon ECR repository and who it says may use it.
struct Repository : Resource {
    static constexpr std::string_view type = "repository";
    static constexpr std::string_view terraform_type = "aws_ecr_repository";
    static constexpr std::string_view cloudformation_type = "AWS::ECR::Repository";

    Attribute<std::string> repository_name;  ///< "platform/nginx"
    Attribute<std::string> policy_document;  ///< JSON text; absent: none
    Attribute<std::string> arn;              ///< absent before it is made

    static constexpr auto fields() {
        using Self = Repository;
        return std::tuple(Field("repository_name", &Self::repository_name, OnChange::Replace,
                                "name", "RepositoryName"),
                          Field("policy_document", &Self::policy_document, OnChange::Update, "",
                                "RepositoryPolicyText"),
                          Field("arn", &Self::arn, OnChange::Ignore, "arn", "Arn"));
    }
    bool operator==(const Repository&) const = default;
};

}  // namespace inland::topology
