// SPDX-License-Identifier: Apache-2.0
#include "render/vpn_configuration.h"

#include <fmt/format.h>
#include <pugixml.hpp>

namespace inland::render {

namespace {

using pugi::xml_node;

constexpr std::size_t largest_document = std::size_t{1} << 20U;

/// The text at "ike/lifetime", or "".
std::string text_at(const xml_node& node, const char* path) {
    return node.first_element_by_path(path).text().as_string();
}

std::string inside_of(const xml_node& end) {
    return fmt::format("{}/{}", text_at(end, "tunnel_inside_address/ip_address"),
                       text_at(end, "tunnel_inside_address/network_cidr"));
}

/// "aes-128-cbc, sha1, group2, main mode, renewed after 28800 s".
std::string proposal_of(const xml_node& node) {
    return fmt::format(
        "{}, {}, {}, {} mode, renewed after {} s", text_at(node, "encryption_protocol"),
        text_at(node, "authentication_protocol"), text_at(node, "perfect_forward_secrecy"),
        text_at(node, "mode"), text_at(node, "lifetime"));
}

VpnTunnel tunnel_of(const xml_node& node) {
    const auto ours = node.child("vpn_gateway");
    const auto theirs = node.child("customer_gateway");
    const auto ipsec = node.child("ipsec");
    return {.outside = text_at(ours, "tunnel_outside_address/ip_address"),
            .customer_outside = text_at(theirs, "tunnel_outside_address/ip_address"),
            .inside = inside_of(ours),
            .customer_inside = inside_of(theirs),
            .pre_shared_key = text_at(node, "ike/pre_shared_key"),
            .ike = proposal_of(node.child("ike")),
            .ipsec = text_at(ipsec, "protocol") + ", " + proposal_of(ipsec),
            .dead_peer_detection = fmt::format("every {} s, given up after {} misses",
                                               text_at(ipsec, "dead_peer_detection/interval"),
                                               text_at(ipsec, "dead_peer_detection/retries")),
            .tcp_mss = text_at(ipsec, "tcp_mss_adjustment"),
            .asn = text_at(ours, "bgp/asn"),
            .customer_asn = text_at(theirs, "bgp/asn"),
            .hold_time = text_at(theirs, "bgp/hold_time")};
}

}  // namespace

Result<VpnConfiguration> read_vpn_configuration(std::string_view xml) {
    pugi::xml_document document;
    if (xml.size() > largest_document)
        return failure(ErrorKind::InvalidInput, "the customer gateway's configuration is too long");
    const auto parsed = document.load_buffer(xml.data(), xml.size());
    const auto root = document.child("vpn_connection");
    if (!parsed || !root)
        return failure(
            ErrorKind::InvalidInput,
            fmt::format("the customer gateway's configuration cannot be read: {} at "
                        "byte {}",
                        parsed ? "no vpn_connection" : parsed.description(), parsed.offset));
    VpnConfiguration configuration{.connection = root.attribute("id").as_string(),
                                   .customer_gateway = text_at(root, "customer_gateway_id"),
                                   .vpn_gateway = text_at(root, "vpn_gateway_id"),
                                   .tunnels = {}};
    if (text_at(root, "vpn_connection_attributes") == "NoBGPVPNConnection")
        configuration.routing = VpnRouting::Static;
    for (const auto& tunnel : root.children("ipsec_tunnel"))
        configuration.tunnels.push_back(tunnel_of(tunnel));
    if (configuration.tunnels.empty())
        return failure(ErrorKind::InvalidInput,
                       "the customer gateway's configuration holds no tunnel");
    return configuration;
}

}  // namespace inland::render
