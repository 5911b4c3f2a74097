// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "topology/resource.h"
#include "topology/subnet.h"
#include "topology/vpc.h"

#include <string_view>
#include <tuple>

namespace inland::topology {

/// What VPC Block Public Access spares: a whole VPC, or one subnet.
struct BlockPublicAccessExclusion : Resource {
    static constexpr std::string_view type = "block-public-access-exclusion";
    static constexpr std::string_view terraform_type = "aws_vpc_block_public_access_exclusion";
    static constexpr std::string_view cloudformation_type =
        "AWS::EC2::VPCBlockPublicAccessExclusion";

    Attribute<Reference<Vpc>> vpc;
    Attribute<Reference<Subnet>> subnet;
    Attribute<std::string> mode;  ///< "allow-bidirectional" | "allow-egress"

    static constexpr auto fields() {
        return std::tuple(
            Field("vpc", &BlockPublicAccessExclusion::vpc, OnChange::Replace, "vpc_id", "VpcId"),
            Field("subnet", &BlockPublicAccessExclusion::subnet, OnChange::Replace, "subnet_id",
                  "SubnetId"),
            Field("mode", &BlockPublicAccessExclusion::mode, OnChange::Update,
                  "internet_gateway_exclusion_mode", "InternetGatewayExclusionMode"));
    }
    bool operator==(const BlockPublicAccessExclusion&) const = default;
};

}  // namespace inland::topology
