// SPDX-License-Identifier: Apache-2.0
#include "sources/live/document.h"
#include "sources/live/ec2_list.h"
#include "sources/live/learned_routes.h"
#include "sources/live/readers.h"

#include <algorithm>
#include <charconv>

namespace inland::sources::live {
namespace {

using topology::Attribute;
using topology::CustomerGateway;
using topology::VpnConnection;
using topology::VpnGateway;

/// The VPC to which the gateway is, or is being, attached.
Attribute<topology::Reference<topology::Vpc>> attachment(const json::value& document) {
    for (const auto& attached : find_array(document, "VpcAttachments")) {
        const auto state = string_or_empty(attached, "State");
        if (state == "attached" || state == "attaching")
            return reference<topology::Vpc>(attached, "VpcId");
    }
    return {};
}

/// BGP numbers travel as text in customer gateways, as numbers in VPN gateways.
Attribute<std::int64_t> autonomous_system(const json::value& document, std::string_view path) {
    const auto digits = string_or_empty(document, path);
    std::int64_t value = 0;
    const auto end = digits.data() + digits.size();
    if (!digits.empty() && std::from_chars(digits.data(), end, value).ptr == end)
        return value;
    return number<std::int64_t>(document, path);
}

Attribute<std::vector<Ipv4Prefix>> static_routes(const json::value& document) {
    std::vector<Ipv4Prefix> routes;
    for (const auto& route : find_array(document, "Routes")) {
        const auto block = prefix(route, "DestinationCidrBlock");
        const auto state = string_or_empty(route, "State");
        if (block.is_known() && state != "deleted" && state != "deleting")
            routes.push_back(block.value());
    }
    std::ranges::sort(routes);
    return routes;
}

/// What the peer advertises: seen where the gateway propagates it, without what connections with
/// static routes bring. A peer of whose routes AWS counts none advertises none.
Attribute<std::vector<Ipv4Prefix>> advertised_routes(const json::value& document,
                                                     const Reading& reading) {
    if (find_bool(document, "Options.StaticRoutesOnly").value_or(true))
        return {};
    const auto& tunnels = find_array(document, "VgwTelemetry");
    const bool is_silent = !tunnels.empty() && std::ranges::all_of(tunnels, [](const auto& tunnel) {
        return find_int(tunnel, "AcceptedRouteCount") == 0;
    });
    if (is_silent)
        return std::vector<Ipv4Prefix>{};
    return learned_by_bgp(reading, string_or_empty(document, "VpnGatewayId"));
}

/// EC2's, or "down": available, and none of its tunnels is up.
Attribute<std::string> state_of(const json::value& document) {
    const auto& tunnels = find_array(document, "VgwTelemetry");
    const bool is_down = !tunnels.empty() && std::ranges::all_of(tunnels, [](const auto& tunnel) {
        return string_or_empty(tunnel, "Status") == "DOWN";
    });
    if (is_down && string_or_empty(document, "State") == "available")
        return std::string("down");
    return text(document, "State");
}

std::vector<std::string> gateway_ids(const topology::Topology& topology) {
    std::vector<std::string> ids;
    for (const auto& [id, gateway] : topology.all<VpnGateway>())
        ids.push_back(id);
    return ids;
}

Result<json::array> connections(const Reading& reading) {
    constexpr Ec2List list = {
        .operation = "DescribeVpnConnections", .list = "VpnConnections", .by_tag = true};
    auto documents = TRY(list_ec2(reading, list));
    const auto gateways = gateway_ids(reading.topology);
    if (reading.everything() || gateways.empty())
        return documents;
    const auto attached = TRY(
        reading.list("ec2", "DescribeVpnConnections", "VpnConnections",
                     {{"Filters", json::array{ec2_filter("vpn-gateway-id", gateways),
                                              ec2_filter("state", {"pending", "available"})}}}));
    documents.insert(documents.end(), attached.begin(), attached.end());
    return documents;
}

}  // namespace

Result<void> read_vpn_gateways(Reading& reading) {
    constexpr Ec2List list = {.operation = "DescribeVpnGateways",
                              .list = "VpnGateways",
                              .network_filter = "attachment.vpc-id",
                              .by_tag = true};
    for (const auto& document : TRY(list_ec2(reading, list))) {
        auto gateway =
            resource_of<VpnGateway>(string_or_empty(document, "VpnGatewayId"), tag_list(document));
        gateway.vpc = attachment(document);
        gateway.amazon_side_asn = autonomous_system(document, "AmazonSideAsn");
        reading.topology.add(std::move(gateway));
    }
    return {};
}

Result<void> read_vpn_connections(Reading& reading) {
    auto documents = TRY(connections(reading));
    // What static routes bring must be known before one can tell what others bring.
    std::ranges::stable_partition(documents, [](const json::value& document) {
        return find_bool(document, "Options.StaticRoutesOnly").value_or(false);
    });
    for (const auto& document : documents) {
        auto connection = resource_of<VpnConnection>(string_or_empty(document, "VpnConnectionId"),
                                                     tag_list(document));
        connection.vpn_gateway = reference<VpnGateway>(document, "VpnGatewayId");
        connection.customer_gateway = reference<CustomerGateway>(document, "CustomerGatewayId");
        // EC2 always tells; an endpoint that does not leaves it open.
        connection.static_routes_only = find(document, "Options.StaticRoutesOnly") == nullptr
                                            ? Attribute<bool>::unknown()
                                            : boolean(document, "Options.StaticRoutesOnly");
        connection.static_routes = static_routes(document);
        connection.advertised_routes = advertised_routes(document, reading);
        connection.state = state_of(document);
        reading.topology.add(std::move(connection));
    }
    return {};
}

Result<void> read_customer_gateways(Reading& reading) {
    constexpr Ec2List list = {
        .operation = "DescribeCustomerGateways", .list = "CustomerGateways", .by_tag = true};
    for (const auto& document : TRY(list_ec2(reading, list))) {
        auto gateway = resource_of<CustomerGateway>(string_or_empty(document, "CustomerGatewayId"),
                                                    tag_list(document));
        gateway.ip_address = text(document, "IpAddress");
        gateway.bgp_asn = autonomous_system(document, "BgpAsn");
        reading.topology.add(std::move(gateway));
    }
    return {};
}

}  // namespace inland::sources::live
