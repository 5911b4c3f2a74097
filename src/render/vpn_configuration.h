// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "core/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace inland::render {

/// One of the two tunnels of a VPN connection, as the router at the client's end must know it.
/// Numbers stay as AWS writes them; seconds where they are durations.
struct VpnTunnel {
    std::string outside, customer_outside;  ///< addresses on the internet: AWS's and the router's
    std::string inside, customer_inside;    ///< "169.254.44.1/30"
    std::string pre_shared_key;             ///< a secret
    std::string ike, ipsec;                 ///< proposals, in words
    std::string dead_peer_detection, tcp_mss;
    std::string asn, customer_asn, hold_time;  ///< of BGP
};

enum class VpnRouting { Static, Bgp };

/// AWS's CustomerGatewayConfiguration of a VPN connection.
struct VpnConfiguration {
    std::string connection, customer_gateway, vpn_gateway;  ///< ids
    VpnRouting routing = VpnRouting::Bgp;
    std::vector<VpnTunnel> tunnels;
};

/// From AWS's XML. InvalidInput when it is none, or holds no tunnel.
Result<VpnConfiguration> read_vpn_configuration(std::string_view xml);

/// Which networks the tunnels join.
struct VpnNetworks {
    std::vector<std::string> vpc, client;
};

/// For the people who look after the router: holds the pre-shared keys.
std::string vpn_configuration_text(const VpnConfiguration& configuration,
                                   const VpnNetworks& networks);
json::value vpn_configuration_json(const VpnConfiguration& configuration,
                                   const VpnNetworks& networks);

}  // namespace inland::render
