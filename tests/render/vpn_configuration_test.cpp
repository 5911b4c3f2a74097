// SPDX-License-Identifier: Apache-2.0
#include "render/vpn_configuration.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::render {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

/// In AWS's layout (Site-to-Site VPN User Guide, example configuration files).
std::string document(const std::string& attributes, const std::string& tunnels) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><vpn_connection id=\"vpn-0abc\">"
           "<customer_gateway_id>cgw-0abc</customer_gateway_id>"
           "<vpn_gateway_id>vgw-0abc</vpn_gateway_id>" +
           attributes + tunnels + "</vpn_connection>";
}

const std::string tunnel =
    "<ipsec_tunnel><customer_gateway>"
    "<tunnel_outside_address><ip_address>203.0.113.10</ip_address></tunnel_outside_address>"
    "<tunnel_inside_address><ip_address>169.254.44.2</ip_address>"
    "<network_mask>255.255.255.252</network_mask><network_cidr>30</network_cidr>"
    "</tunnel_inside_address><bgp><asn>65010</asn><hold_time>30</hold_time></bgp>"
    "</customer_gateway><vpn_gateway>"
    "<tunnel_outside_address><ip_address>198.51.100.7</ip_address></tunnel_outside_address>"
    "<tunnel_inside_address><ip_address>169.254.44.1</ip_address>"
    "<network_mask>255.255.255.252</network_mask><network_cidr>30</network_cidr>"
    "</tunnel_inside_address><bgp><asn>64512</asn><hold_time>30</hold_time></bgp>"
    "</vpn_gateway><ike><authentication_protocol>sha1</authentication_protocol>"
    "<encryption_protocol>aes-128-cbc</encryption_protocol><lifetime>28800</lifetime>"
    "<perfect_forward_secrecy>group2</perfect_forward_secrecy><mode>main</mode>"
    "<pre_shared_key>not.a.real.key</pre_shared_key></ike>"
    "<ipsec><protocol>esp</protocol><authentication_protocol>hmac-sha1-96</authentication_protocol>"
    "<encryption_protocol>aes-128-cbc</encryption_protocol><lifetime>3600</lifetime>"
    "<perfect_forward_secrecy>group2</perfect_forward_secrecy><mode>tunnel</mode>"
    "<tcp_mss_adjustment>1379</tcp_mss_adjustment>"
    "<dead_peer_detection><interval>10</interval><retries>3</retries></dead_peer_detection>"
    "</ipsec></ipsec_tunnel>";

const VpnNetworks networks{.vpc = {"10.40.0.0/16"}, .client = {"192.168.0.0/16"}};

std::string text_of(const std::string& xml) {
    const auto read = read_vpn_configuration(xml);
    EXPECT_TRUE(read) << (read ? "" : read.error().message);
    return read ? vpn_configuration_text(*read, networks) : std::string();
}

TEST(VpnConfiguration, TellsARouterWithBgpAllThatItNeeds) {
    EXPECT_THAT(text_of(document("", tunnel + tunnel)),
                AllOf(HasSubstr("Tunnel 2"), HasSubstr("198.51.100.7"),
                      HasSubstr("yours 169.254.44.2/30, AWS's 169.254.44.1/30"),
                      HasSubstr("not.a.real.key"), HasSubstr("renewed after 28800 s"),
                      HasSubstr("your AS 65010 to AS 64512 at 169.254.44.1"),
                      HasSubstr("advertise 192.168.0.0/16")));
}

TEST(VpnConfiguration, TellsARouterWithoutBgpItsRoutes) {
    const auto attributes =
        "<vpn_connection_attributes>NoBGPVPNConnection</vpn_connection_attributes>";
    EXPECT_THAT(text_of(document(attributes, tunnel)),
                AllOf(HasSubstr("10.40.0.0/16 into the tunnel"), Not(HasSubstr("your AS"))));
}

TEST(VpnConfiguration, RefusesWhatIsNone) {
    for (const auto& text : {std::string(), std::string("<a/>"), document("", ""),
                             std::string("<vpn_connection"), std::string(2'000'000, '<')})
        EXPECT_FALSE(read_vpn_configuration(text)) << text.substr(0, 40);
}

}  // namespace
}  // namespace inland::render
