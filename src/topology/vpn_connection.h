// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ipv4_prefix.h"
#include "topology/customer_gateway.h"
#include "topology/resource.h"
#include "topology/vpn_gateway.h"

#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace inland::topology {

/// A site-to-site VPN between a customer gateway and a VPN gateway. With static routing the
/// client's networks are its routes; with BGP they are what the peer is expected to advertise.
struct VpnConnection : Resource {
    static constexpr std::string_view type = "vpn-connection";
    static constexpr std::string_view terraform_type = "aws_vpn_connection";
    static constexpr std::string_view cloudformation_type = "AWS::EC2::VPNConnection";

    Attribute<Reference<VpnGateway>> vpn_gateway;
    Attribute<Reference<CustomerGateway>> customer_gateway;
    Attribute<bool> static_routes_only;
    Attribute<std::vector<Ipv4Prefix>> static_routes;
    Attribute<std::vector<Ipv4Prefix>> advertised_routes;  ///< by BGP; an assumption when designed
    Attribute<std::string> state;

    static constexpr auto fields() {
        return std::tuple(
            Field("vpn_gateway", &VpnConnection::vpn_gateway, OnChange::Replace, "vpn_gateway_id",
                  "VpnGatewayId"),
            Field("customer_gateway", &VpnConnection::customer_gateway, OnChange::Replace,
                  "customer_gateway_id", "CustomerGatewayId"),
            Field("static_routes_only", &VpnConnection::static_routes_only, OnChange::Replace,
                  "static_routes_only", "StaticRoutesOnly"),
            Field("static_routes", &VpnConnection::static_routes, OnChange::Update, "", ""),
            Field("advertised_routes", &VpnConnection::advertised_routes, OnChange::Ignore, "", ""),
            Field("state", &VpnConnection::state, OnChange::Ignore, "", ""));
    }
    bool operator==(const VpnConnection&) const = default;
};

}  // namespace inland::topology
