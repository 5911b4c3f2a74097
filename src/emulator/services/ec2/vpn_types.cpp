// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/ec2/types.h"
#include "emulator/services/records.h"

#include <array>

namespace inland::emulator {

namespace {

constexpr auto vpn_gateway_filters = std::to_array<FilterRow>({
    {"amazon-side-asn", "AmazonSideAsn"},
    {"attachment.state", "VpcAttachments[].State"},
    {"attachment.vpc-id", "VpcAttachments[].VpcId"},
    {"availability-zone", "AvailabilityZone"},
    {"state", "State"},
    {"type", "Type"},
    {"vpn-gateway-id", "VpnGatewayId"},
});

constexpr auto customer_gateway_filters = std::to_array<FilterRow>({
    {"bgp-asn", "BgpAsn"},
    {"customer-gateway-id", "CustomerGatewayId"},
    {"ip-address", "IpAddress"},
    {"state", "State"},
    {"type", "Type"},
});

constexpr auto vpn_connection_filters = std::to_array<FilterRow>({
    {"customer-gateway-configuration", "CustomerGatewayConfiguration"},
    {"customer-gateway-id", "CustomerGatewayId"},
    {"state", "State"},
    {"option.static-routes-only", "Options.StaticRoutesOnly"},
    {"route.destination-cidr-block", "Routes[].DestinationCidrBlock"},
    {"type", "Type"},
    {"vpn-connection-id", "VpnConnectionId"},
    {"vpn-gateway-id", "VpnGatewayId"},
    {"transit-gateway-id", "TransitGatewayId"},
});

}  // namespace

const ResourceType vpn_gateway_type{
    .kind = kind::vpn_gateway,
    .tag_type = "vpn-gateway",
    .prefix = "vgw-",
    .id_member = "VpnGatewayId",
    .ids_input = "VpnGatewayIds",
    .list_output = "VpnGateways",
    .not_found_code = "InvalidVpnGatewayID.NotFound",
    .not_found_text = "The vpnGateway ID '{}' does not exist",
    .malformed_code = "InvalidVpnGatewayID.Malformed",
    .filters = vpn_gateway_filters,
};

const ResourceType customer_gateway_type{
    .kind = kind::customer_gateway,
    .tag_type = "customer-gateway",
    .prefix = "cgw-",
    .id_member = "CustomerGatewayId",
    .ids_input = "CustomerGatewayIds",
    .list_output = "CustomerGateways",
    .not_found_code = "InvalidCustomerGatewayID.NotFound",
    .not_found_text = "The customerGateway ID '{}' does not exist",
    .malformed_code = "InvalidCustomerGatewayId.Malformed",
    .filters = customer_gateway_filters,
};

const ResourceType vpn_connection_type{
    .kind = kind::vpn_connection,
    .tag_type = "vpn-connection",
    .prefix = "vpn-",
    .id_member = "VpnConnectionId",
    .ids_input = "VpnConnectionIds",
    .list_output = "VpnConnections",
    .not_found_code = "InvalidVpnConnectionID.NotFound",
    .not_found_text = "The vpnConnection ID '{}' does not exist",
    .malformed_code = "InvalidVpnConnectionID.Malformed",
    .filters = vpn_connection_filters,
};

}  // namespace inland::emulator
