// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ipv4_prefix.h"
#include "core/ipv6_prefix.h"
#include "topology/resource.h"
#include "topology/route_table.h"
#include "topology/transit_gateway_attachment.h"

#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace inland::topology {

enum class TransitGatewayRouteKind { Static, Propagated };

/// One route: to an attachment, or into a black hole. The destination is a block of one family or
/// a prefix list.
struct TransitGatewayRoute {
    std::optional<Ipv4Prefix> destination = {};
    std::optional<Ipv6Prefix> ipv6_destination = {};
    std::string prefix_list = {};
    std::string attachment = {};  ///< key; "" for a black hole
    TransitGatewayRouteKind kind = TransitGatewayRouteKind::Static;
    RouteState state = RouteState::Active;
    auto operator<=>(const TransitGatewayRoute&) const = default;
};

/// A route table of a transit gateway: whose packets it routes, who propagates into it, and its
/// routes. What VPCs propagate follows from their blocks and is not among the routes; what others
/// propagate (VPN, Direct Connect) is, as it was seen.
struct TransitGatewayRouteTable : Resource {
    static constexpr std::string_view type = "transit-gateway-route-table";
    static constexpr std::string_view terraform_type = "aws_ec2_transit_gateway_route_table";
    static constexpr std::string_view cloudformation_type = "AWS::EC2::TransitGatewayRouteTable";

    using Attachments = std::vector<Reference<TransitGatewayAttachment>>;

    Attribute<Reference<TransitGateway>> transit_gateway;
    Attribute<Attachments> associations;
    Attribute<Attachments> propagations;
    Attribute<std::vector<TransitGatewayRoute>> routes;

    static constexpr auto fields() {
        using Self = TransitGatewayRouteTable;
        return std::tuple(Field("transit_gateway", &Self::transit_gateway, OnChange::Replace,
                                "transit_gateway_id", "TransitGatewayId"),
                          Field("associations", &Self::associations, OnChange::Update, "", ""),
                          Field("propagations", &Self::propagations, OnChange::Update, "", ""),
                          Field("routes", &Self::routes, OnChange::Update, "", ""));
    }
    bool operator==(const TransitGatewayRouteTable&) const = default;
};

}  // namespace inland::topology
