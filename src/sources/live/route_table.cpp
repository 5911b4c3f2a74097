// SPDX-License-Identifier: Apache-2.0
#include "sources/live/document.h"
#include "sources/live/ec2_list.h"
#include "sources/live/readers.h"

#include <array>

namespace inland::sources::live {
namespace {

using topology::Route;
using topology::RouteTable;
using topology::RouteTarget;

struct TargetMember {
    std::string_view member;
    std::string_view id_prefix;
    RouteTarget target;
};

/// Which member of a route names its target, and of which kind that is.
constexpr std::array<TargetMember, 9> target_members = {{
    {"GatewayId", "igw-", RouteTarget::InternetGateway},
    {"GatewayId", "vgw-", RouteTarget::VpnGateway},
    {"GatewayId", "vpce-", RouteTarget::VpcEndpoint},
    {"NatGatewayId", "nat-", RouteTarget::NatGateway},
    {"TransitGatewayId", "tgw-", RouteTarget::TransitGateway},
    {"VpcPeeringConnectionId", "pcx-", RouteTarget::VpcPeering},
    {"NetworkInterfaceId", "eni-", RouteTarget::NetworkInterface},
    {"EgressOnlyInternetGatewayId", "eigw-", RouteTarget::EgressOnlyInternetGateway},
    {"GatewayId", "", RouteTarget::Other},
}};

void set_target(const json::value& document, Route& route) {
    for (const auto& row : target_members) {
        auto id = string_or_empty(document, row.member);
        if (id.empty() || !id.starts_with(row.id_prefix))
            continue;
        route.target = row.target;
        route.target_key = std::move(id);
        return;
    }
}

/// Local and propagated routes follow from the VPC and its gateways, a gateway endpoint's routes
/// from the endpoint; nobody writes them into the table.
bool is_implied(const json::value& document) {
    const auto gateway = string_or_empty(document, "GatewayId");
    return gateway == "local" ||
           string_or_empty(document, "Origin") == "EnableVgwRoutePropagation" ||
           (gateway.starts_with("vpce-") &&
            !string_or_empty(document, "DestinationPrefixListId").empty());
}

/// A route whose destination cannot be read leads anything anywhere.
topology::Attribute<std::vector<Route>> routes_of(const json::value& document) {
    std::vector<Route> routes;
    for (const auto& element : find_array(document, "Routes")) {
        Route route;
        const auto block = prefix(element, "DestinationCidrBlock");
        if (block.is_known())
            route.destination = block.value();
        const auto ipv6_block = ipv6_prefix(element, "DestinationIpv6CidrBlock");
        if (ipv6_block.is_known())
            route.ipv6_destination = ipv6_block.value();
        route.prefix_list = string_or_empty(element, "DestinationPrefixListId");
        if (is_implied(element))
            continue;
        if (!route.destination && !route.ipv6_destination && route.prefix_list.empty())
            return topology::Attribute<std::vector<Route>>::unknown();
        set_target(element, route);
        if (string_or_empty(element, "State") == "blackhole")
            route.state = topology::RouteState::Blackhole;
        routes.push_back(std::move(route));
    }
    std::ranges::sort(routes);
    return routes;
}

/// What gateways learned from the client's side: seen where they propagate it.
void note_propagated(const json::value& document, Reading& reading) {
    for (const auto& gateway : find_array(document, "PropagatingVgws"))
        reading.propagated[string_or_empty(gateway, "GatewayId")];
    for (const auto& route : find_array(document, "Routes")) {
        const auto block = prefix(route, "DestinationCidrBlock");
        if (string_or_empty(route, "Origin") == "EnableVgwRoutePropagation" && block.is_known())
            reading.propagated[string_or_empty(route, "GatewayId")].insert(block.value());
    }
}

bool is_main(const json::value& document) {
    return std::ranges::any_of(find_array(document, "Associations"), [](const json::value& row) {
        return find_bool(row, "Main").value_or(false);
    });
}

}  // namespace

Result<void> read_route_tables(Reading& reading) {
    constexpr Ec2List list = {
        .operation = "DescribeRouteTables", .list = "RouteTables", .network_filter = "vpc-id"};
    for (const auto& document : TRY(list_ec2(reading, list))) {
        auto table =
            resource_of<RouteTable>(string_or_empty(document, "RouteTableId"), tag_list(document));
        note_propagated(document, reading);
        table.vpc = reference<topology::Vpc>(document, "VpcId");
        table.is_main = is_main(document);
        table.routes = routes_of(document);
        table.subnets = references<topology::Subnet>(document, "Associations", "SubnetId");
        table.propagating_gateways =
            references<topology::VpnGateway>(document, "PropagatingVgws", "GatewayId");
        reading.topology.add(std::move(table));
    }
    return {};
}

}  // namespace inland::sources::live
