// SPDX-License-Identifier: Apache-2.0
// A transit gateway of the client's, with the client's network behind it by a VPN of its own.
#include "tests/peers/client_worlds.h"

#include <array>

#include <fmt/format.h>

namespace inland::testing {

namespace {

constexpr std::string_view network = "172.16.0.0/16";

std::string gateway(AwsCalls& calls) {
    return text_in(only(calls.ec2("DescribeTransitGateways"), "TransitGateways"),
                   "TransitGatewayId");
}

std::string table(AwsCalls& calls) {
    return text_in(
        only(calls.ec2("DescribeTransitGatewayRouteTables"), "TransitGatewayRouteTables"),
        "TransitGatewayRouteTableId");
}

json::value attachments(AwsCalls& calls, std::string_view kind) {
    return calls.ec2("DescribeTransitGatewayAttachments", filtered("resource-type", kind));
}

std::string attachment(AwsCalls& calls, std::string_view kind) {
    const auto found = attachments(calls, kind);
    for (const auto& row : find_array(found, "TransitGatewayAttachments"))
        if (text_in(row, "State") == "available")
            return text_in(row, "TransitGatewayAttachmentId");
    return {};
}

template <typename Done>
void wait(Done done) {
    for (int look = 0; look < 200 && !done(); ++look) {
    }
}

void route_to(AwsCalls& calls, std::string_view block) {
    calls.ec2("CreateTransitGatewayRoute",
              {{"TransitGatewayRouteTableId", table(calls)},
               {"DestinationCidrBlock", block},
               {"TransitGatewayAttachmentId", attachment(calls, "vpn")}});
}

void route_to_client(AwsCalls& calls) {
    route_to(calls, network);
}

void forget_route_to_client(AwsCalls& calls) {
    calls.ec2("DeleteTransitGatewayRoute",
              {{"TransitGatewayRouteTableId", table(calls)}, {"DestinationCidrBlock", network}});
}

void connect_client(AwsCalls& calls, const std::string& hub, std::string_view block) {
    const auto router =
        text_in(calls.ec2("CreateCustomerGateway",
                          {{"Type", "ipsec.1"}, {"BgpAsn", 65020}, {"IpAddress", "203.0.113.20"}}),
                "CustomerGateway.CustomerGatewayId");
    calls.ec2("CreateVpnConnection", {{"Type", "ipsec.1"},
                                      {"CustomerGatewayId", router},
                                      {"TransitGatewayId", hub},
                                      {"Options", json::object{{"StaticRoutesOnly", true}}}});
    wait([&] { return !attachment(calls, "vpn").empty(); });
    route_to(calls, block);
}

ClientWorld with_transit_gateway(AwsCalls& calls) {
    const auto hub = make_transit_gateway(calls, network);
    return {fmt::format("{{transitGateway: {{id: {}, networks: [{}]}}}}", hub, network),
            look_at_transit_gateway(calls)};
}

json::object propagation(AwsCalls& calls) {
    return {{"TransitGatewayRouteTableId", table(calls)},
            {"TransitGatewayAttachmentId", attachment(calls, "vpc")}};
}

/// Packets get in, and answers have no way: the table knows the VPC no more.
void forget_vpc(AwsCalls& calls) {
    calls.ec2("DisableTransitGatewayRouteTablePropagation", propagation(calls));
}

void remember_vpc(AwsCalls& calls) {
    calls.ec2("EnableTransitGatewayRouteTablePropagation", propagation(calls));
}

/// The cluster's own tables lose the way back.
void forget_client_in_vpc(AwsCalls& calls) {
    const auto tables = calls.ec2("DescribeRouteTables", filtered("vpc-id", calls.vpc()));
    for (const auto& row : find_array(tables, "RouteTables"))
        for (const auto& route : find_array(row, "Routes"))
            if (text_in(route, "DestinationCidrBlock") == network)
                calls.ec2("DeleteRoute", {{"RouteTableId", text_in(row, "RouteTableId")},
                                          {"DestinationCidrBlock", network}});
}

constexpr std::array breakages{
    Breakage{"NoWayBackInOurTables", forget_client_in_vpc, "client.api-server", "no-route"},
    Breakage{"VpcNotPropagated", forget_vpc, "client.api-server", "no-route", remember_vpc},
    Breakage{"ClientNotRouted", forget_route_to_client, "client.api-server", "no-route",
             route_to_client},
    Breakage{"GroupClosed", close_clients_group, "client.api-server", "security-group-ingress"},
};

constexpr std::array connections{
    Connection{"TransitGateway", "172.16.0.10", with_transit_gateway, look_at_transit_gateway,
               breakages},
};

}  // namespace

json::value look_at_transit_gateway(AwsCalls& calls) {
    const json::object by_type{
        {"TransitGatewayRouteTableId", table(calls)},
        {"Filters",
         json::array{json::object{{"Name", "type"}, {"Values", json::array{"static"}}}}}};
    return json::object{{"gateway", calls.ec2("DescribeTransitGateways")},
                        {"attachments", attachments(calls, "vpn")},
                        {"routes", calls.ec2("SearchTransitGatewayRoutes", by_type)}};
}

std::string make_transit_gateway(AwsCalls& calls, std::string_view block) {
    calls.ec2("CreateTransitGateway");
    wait([&] {
        return text_in(calls.ec2("DescribeTransitGateways"), "TransitGateways.0.State") ==
                   "available" &&
               text_in(calls.ec2("DescribeTransitGatewayRouteTables"),
                       "TransitGatewayRouteTables.0.State") == "available";
    });
    auto hub = gateway(calls);
    connect_client(calls, hub, block);
    return hub;
}

std::span<const Connection> transit_connections() {
    return connections;
}

}  // namespace inland::testing
