// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "topology/resource.h"
#include "topology/vpc.h"

#include <string_view>
#include <tuple>

namespace inland::topology {

/// IPv6's way out of a VPC: stateful, and no way in.
struct EgressOnlyInternetGateway : Resource {
    static constexpr std::string_view type = "egress-only-internet-gateway";
    static constexpr std::string_view terraform_type = "aws_egress_only_internet_gateway";
    static constexpr std::string_view cloudformation_type = "AWS::EC2::EgressOnlyInternetGateway";

    Attribute<Reference<Vpc>> vpc;

    static constexpr auto fields() {
        return std::tuple(
            Field("vpc", &EgressOnlyInternetGateway::vpc, OnChange::Replace, "vpc_id", "VpcId"));
    }
    bool operator==(const EgressOnlyInternetGateway&) const = default;
};

}  // namespace inland::topology
