// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "topology/resource.h"

#include <string_view>
#include <tuple>

namespace inland::topology {

/// A transit gateway; what it connects are its attachments.
struct TransitGateway : Resource {
    static constexpr std::string_view type = "transit-gateway";
    static constexpr std::string_view terraform_type = "aws_ec2_transit_gateway";
    static constexpr std::string_view cloudformation_type = "AWS::EC2::TransitGateway";

    Attribute<bool> security_group_referencing;  ///< default false

    static constexpr auto fields() {
        return std::tuple(Field("security_group_referencing",
                                &TransitGateway::security_group_referencing, OnChange::Update,
                                "security_group_referencing_support",
                                "SecurityGroupReferencingSupport"));
    }
    bool operator==(const TransitGateway&) const = default;
};

}  // namespace inland::topology
