// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "topology/resource.h"
#include "topology/subnet.h"
#include "topology/transit_gateway.h"
#include "topology/vpc.h"

#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace inland::topology {

/// What a transit gateway connects: a VPC with one subnet in each zone that it serves, or
/// something that the Topology says no more about than its kind.
struct TransitGatewayAttachment : Resource {
    static constexpr std::string_view type = "transit-gateway-attachment";
    static constexpr std::string_view terraform_type = "aws_ec2_transit_gateway_vpc_attachment";
    static constexpr std::string_view cloudformation_type = "AWS::EC2::TransitGatewayVpcAttachment";

    Attribute<Reference<TransitGateway>> transit_gateway;
    Attribute<std::string> kind;  ///< "vpc" (default) | "vpn" | "direct-connect-gateway" | …
    Attribute<Reference<Vpc>> vpc;
    Attribute<std::vector<Reference<Subnet>>> subnets;
    Attribute<bool> security_group_referencing;  ///< default true
    Attribute<bool> ipv6;                        ///< default false
    Attribute<std::string> state;                ///< "available"; absent before it is made

    static constexpr auto fields() {
        using Self = TransitGatewayAttachment;
        return std::tuple(
            Field("transit_gateway", &Self::transit_gateway, OnChange::Replace,
                  "transit_gateway_id", "TransitGatewayId"),
            Field("kind", &Self::kind, OnChange::Ignore, "", ""),
            Field("vpc", &Self::vpc, OnChange::Replace, "vpc_id", "VpcId"),
            Field("subnets", &Self::subnets, OnChange::Update, "subnet_ids", "SubnetIds"),
            Field("security_group_referencing", &Self::security_group_referencing, OnChange::Update,
                  "security_group_referencing_support", ""),
            Field("ipv6", &Self::ipv6, OnChange::Update, "ipv6_support", ""),
            Field("state", &Self::state, OnChange::Ignore, "", ""));
    }
    bool operator==(const TransitGatewayAttachment&) const = default;
};

}  // namespace inland::topology
