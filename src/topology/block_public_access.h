// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "topology/resource.h"

#include <string_view>
#include <tuple>

namespace inland::topology {

/// VPC Block Public Access of one account in one Region: what it lets pass internet gateways and
/// egress-only ones, whatever VPCs are set to. None in a Topology: AWS's default, "off".
struct BlockPublicAccess : Resource {
    static constexpr std::string_view type = "block-public-access";
    static constexpr std::string_view terraform_type = "aws_vpc_block_public_access_options";
    static constexpr std::string_view cloudformation_type = "AWS::EC2::VPCBlockPublicAccessOptions";

    Attribute<std::string> mode;  ///< "off" | "block-bidirectional" | "block-ingress"

    static constexpr auto fields() {
        return std::tuple(Field("mode", &BlockPublicAccess::mode, OnChange::Update,
                                "internet_gateway_block_mode", "InternetGatewayBlockMode"));
    }
    bool operator==(const BlockPublicAccess&) const = default;
};

}  // namespace inland::topology
