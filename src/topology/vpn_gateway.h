// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "topology/resource.h"
#include "topology/vpc.h"

#include <cstdint>
#include <string_view>
#include <tuple>

namespace inland::topology {

/// A virtual private gateway and the VPC that it is attached to.
struct VpnGateway : Resource {
    static constexpr std::string_view type = "vpn-gateway";
    static constexpr std::string_view terraform_type = "aws_vpn_gateway";
    static constexpr std::string_view cloudformation_type = "AWS::EC2::VPNGateway";

    Attribute<Reference<Vpc>> vpc;
    Attribute<std::int64_t> amazon_side_asn;

    static constexpr auto fields() {
        return std::tuple(Field("vpc", &VpnGateway::vpc, OnChange::Update, "vpc_id", ""),
                          Field("amazon_side_asn", &VpnGateway::amazon_side_asn, OnChange::Replace,
                                "amazon_side_asn", "AmazonSideAsn"));
    }
    bool operator==(const VpnGateway&) const = default;
};

}  // namespace inland::topology
