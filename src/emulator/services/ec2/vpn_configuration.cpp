// SPDX-License-Identifier: Apache-2.0
#include "core/ipv4_prefix.h"
#include "emulator/services/ec2/vpn.h"
#include "emulator/services/members.h"

#include <string_view>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

constexpr std::string_view tunnel_text = R"(  <ipsec_tunnel>
    <customer_gateway>
      <tunnel_outside_address><ip_address>{customer}</ip_address></tunnel_outside_address>
      <tunnel_inside_address>
        <ip_address>{customer_inside}</ip_address>
        <network_mask>255.255.255.252</network_mask>
        <network_cidr>30</network_cidr>
      </tunnel_inside_address>
      <bgp><asn>{asn}</asn><hold_time>30</hold_time></bgp>
    </customer_gateway>
    <vpn_gateway>
      <tunnel_outside_address><ip_address>{outside}</ip_address></tunnel_outside_address>
      <tunnel_inside_address>
        <ip_address>{inside}</ip_address>
        <network_mask>255.255.255.252</network_mask>
        <network_cidr>30</network_cidr>
      </tunnel_inside_address>
      <bgp><asn>64512</asn><hold_time>30</hold_time></bgp>
    </vpn_gateway>
    <ike>
      <authentication_protocol>sha1</authentication_protocol>
      <encryption_protocol>aes-128-cbc</encryption_protocol>
      <lifetime>28800</lifetime>
      <perfect_forward_secrecy>group2</perfect_forward_secrecy>
      <mode>main</mode>
      <pre_shared_key>{key}</pre_shared_key>
    </ike>
    <ipsec>
      <protocol>esp</protocol>
      <authentication_protocol>hmac-sha1-96</authentication_protocol>
      <encryption_protocol>aes-128-cbc</encryption_protocol>
      <lifetime>3600</lifetime>
      <perfect_forward_secrecy>group2</perfect_forward_secrecy>
      <mode>tunnel</mode>
      <clear_df_bit>true</clear_df_bit>
      <fragmentation_before_encryption>true</fragmentation_before_encryption>
      <tcp_mss_adjustment>1379</tcp_mss_adjustment>
      <dead_peer_detection><interval>10</interval><retries>3</retries></dead_peer_detection>
    </ipsec>
  </ipsec_tunnel>
)";

/// AWS takes the first host of the tunnel's /30, the customer gateway the second.
std::string host_of(const json::object& tunnel, std::uint32_t index) {
    const auto inside = Ipv4Prefix::parse_canonicalizing(text_of(tunnel, "TunnelInsideCidr"));
    return inside ? inside->at(index).text() : std::string();
}

std::string tunnel_xml(const json::object& tunnel, const json::object& customer_gateway) {
    return fmt::format(
        fmt::runtime(tunnel_text), fmt::arg("customer", text_of(customer_gateway, "IpAddress")),
        fmt::arg("asn", text_of(customer_gateway, "BgpAsn")),
        fmt::arg("outside", text_of(tunnel, "OutsideIpAddress")),
        fmt::arg("inside", host_of(tunnel, 1)), fmt::arg("customer_inside", host_of(tunnel, 2)),
        fmt::arg("key", text_of(tunnel, "PreSharedKey")));
}

}  // namespace

std::string customer_gateway_configuration(const json::object& connection,
                                           const json::object& customer_gateway) {
    std::string tunnels;
    for (const auto& tunnel : list_of(object_of(connection, "Options"), "TunnelOptions"))
        tunnels += tunnel_xml(tunnel.get_object(), customer_gateway);
    const bool is_static = flag_of(object_of(connection, "Options"), "StaticRoutesOnly");
    return fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<vpn_connection id=\"{}\">\n"
        "  <customer_gateway_id>{}</customer_gateway_id>\n"
        "  <vpn_gateway_id>{}</vpn_gateway_id>\n"
        "  <vpn_connection_type>ipsec.1</vpn_connection_type>\n"
        "{}{}</vpn_connection>\n",
        text_of(connection, "VpnConnectionId"), text_of(connection, "CustomerGatewayId"),
        text_of(connection, "VpnGatewayId"),
        is_static ? "  <vpn_connection_attributes>NoBGPVPNConnection</vpn_connection_attributes>\n"
                  : "",
        tunnels);
}

}  // namespace inland::emulator
