// SPDX-License-Identifier: Apache-2.0
#include "render/vpn_configuration.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace inland::render {

namespace {

std::string line(std::string_view what, std::string_view value) {
    return fmt::format("  {:<22} {}\n", what, value);
}

std::string list(const std::vector<std::string>& networks) {
    return fmt::format("{}", fmt::join(networks, ", "));
}

/// A router sends what is for AWS into the tunnels by routes of its own, or by those that BGP
/// brings.
std::string routing_text(const VpnConfiguration& configuration, const VpnTunnel& tunnel,
                         const VpnNetworks& networks) {
    if (configuration.routing == VpnRouting::Static)
        return line("Static routes", list(networks.vpc) + " into the tunnel");
    return line("BGP", fmt::format("your AS {} to AS {} at {}, hold time {} s", tunnel.customer_asn,
                                   tunnel.asn, tunnel.inside.substr(0, tunnel.inside.find('/')),
                                   tunnel.hold_time)) +
           line("", "advertise " + list(networks.client));
}

std::string tunnel_text(const VpnConfiguration& configuration, const VpnTunnel& tunnel,
                        const VpnNetworks& networks) {
    return line("AWS's address", tunnel.outside) + line("Your address", tunnel.customer_outside) +
           line("Inside the tunnel",
                fmt::format("yours {}, AWS's {}", tunnel.customer_inside, tunnel.inside)) +
           line("Pre-shared key", tunnel.pre_shared_key) + line("IKE (phase 1)", tunnel.ike) +
           line("IPsec (phase 2)", tunnel.ipsec) +
           line("Dead peer detection", tunnel.dead_peer_detection) +
           line("TCP MSS", tunnel.tcp_mss) + routing_text(configuration, tunnel, networks);
}

json::object tunnel_json(const VpnTunnel& tunnel) {
    return {{"outsideAddress", tunnel.outside},
            {"customerOutsideAddress", tunnel.customer_outside},
            {"insideAddress", tunnel.inside},
            {"customerInsideAddress", tunnel.customer_inside},
            {"preSharedKey", tunnel.pre_shared_key},
            {"ike", tunnel.ike},
            {"ipsec", tunnel.ipsec},
            {"deadPeerDetection", tunnel.dead_peer_detection},
            {"tcpMss", tunnel.tcp_mss},
            {"asn", tunnel.asn},
            {"customerAsn", tunnel.customer_asn},
            {"holdTime", tunnel.hold_time}};
}

json::array json_list(const std::vector<std::string>& texts) {
    return json::array(texts.begin(), texts.end());
}

std::string_view routing_name(VpnRouting routing) {
    return routing == VpnRouting::Static ? "static" : "bgp";
}

}  // namespace

std::string vpn_configuration_text(const VpnConfiguration& configuration,
                                   const VpnNetworks& networks) {
    auto text = fmt::format(
        "VPN connection {}: what the router at your end must be told.\n"
        "The pre-shared keys are secrets: who has them can be your router.\n\n",
        configuration.connection);
    text += line("Customer gateway", configuration.customer_gateway) +
            line("VPN gateway", configuration.vpn_gateway) +
            line("Routing", routing_name(configuration.routing)) +
            line("Networks at AWS", list(networks.vpc)) +
            line("Your networks", list(networks.client));
    for (std::size_t index = 0; index < configuration.tunnels.size(); ++index)
        text += fmt::format("\nTunnel {}\n{}", index + 1,
                            tunnel_text(configuration, configuration.tunnels[index], networks));
    return text +
           "\nKeep both tunnels up: AWS replaces their ends one at a time. Let UDP 500, UDP "
           "4500 and\nIP protocol 50 (ESP) pass between the addresses above.\n";
}

json::value vpn_configuration_json(const VpnConfiguration& configuration,
                                   const VpnNetworks& networks) {
    json::array tunnels;
    for (const auto& tunnel : configuration.tunnels)
        tunnels.push_back(tunnel_json(tunnel));
    return json::object{{"schema", "inland.dev/vpn-config/v1"},
                        {"connection", configuration.connection},
                        {"customerGateway", configuration.customer_gateway},
                        {"vpnGateway", configuration.vpn_gateway},
                        {"routing", routing_name(configuration.routing)},
                        {"networks", json_list(networks.vpc)},
                        {"clientNetworks", json_list(networks.client)},
                        {"tunnels", std::move(tunnels)}};
}

}  // namespace inland::render
