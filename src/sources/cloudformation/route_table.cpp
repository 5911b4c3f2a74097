// SPDX-License-Identifier: Apache-2.0
// Route tables, their routes and subnets; endpoints, which put routes into tables.
#include "sources/cloudformation/fields.h"
#include "sources/cloudformation/prefix_list.h"
#include "sources/cloudformation/readers.h"
#include "sources/private_names.h"

#include <array>

namespace inland::sources::cloudformation {

namespace {

using namespace topology;

void read_table(Reading& reading, const Declared& declared) {
    auto table = with_fields<RouteTable>(Reader(reading, declared));
    table.routes = std::vector<Route>{};
    table.subnets = std::vector<Reference<Subnet>>{};
    reading.topology.add(std::move(table));
}

struct TargetRow {
    std::string_view member;
    RouteTarget target;
};

/// Which property of a route names its target, and of which kind that is.
constexpr auto targets = std::to_array<TargetRow>({
    {"GatewayId", RouteTarget::InternetGateway},
    {"NatGatewayId", RouteTarget::NatGateway},
    {"TransitGatewayId", RouteTarget::TransitGateway},
    {"VpcPeeringConnectionId", RouteTarget::VpcPeering},
    {"VpcEndpointId", RouteTarget::VpcEndpoint},
    {"NetworkInterfaceId", RouteTarget::NetworkInterface},
    {"EgressOnlyInternetGatewayId", RouteTarget::EgressOnlyInternetGateway},
    {"InstanceId", RouteTarget::Other},
    {"CarrierGatewayId", RouteTarget::Other},
    {"LocalGatewayId", RouteTarget::Other},
    {"CoreNetworkArn", RouteTarget::Other},
});

/// GatewayId names internet and VPN gateways.
RouteTarget gateway_kind(const Reading& reading, const std::string& key) {
    if (reading.topology.find<VpnGateway>(key) != nullptr || key.starts_with("vgw-"))
        return RouteTarget::VpnGateway;
    const bool is_internet =
        reading.topology.find<InternetGateway>(key) != nullptr || key.starts_with("igw-");
    return is_internet ? RouteTarget::InternetGateway : RouteTarget::Other;
}

/// Whether the target is known.
bool set_target(const Reading& reading, const Reader& reader, Route& route) {
    for (const auto& row : targets) {
        const auto key = reader.key(row.member);
        if (key.is_absent())
            continue;
        route.target_key = key.is_known() ? key.value() : std::string();
        route.target =
            row.member == "GatewayId" ? gateway_kind(reading, route.target_key) : row.target;
        return key.is_known();
    }
    return false;
}

/// The routes that one resource makes: one for each block of a prefix list of the template. Nothing
/// when where it leads is not known.
std::optional<std::vector<Route>> routes_of(const Reading& reading, const Reader& reader) {
    Route route;
    const auto block = reader.prefix("DestinationCidrBlock");
    const auto six = reader.ipv6_prefix("DestinationIpv6CidrBlock");
    const auto list = reader.key("DestinationPrefixListId");
    const bool leads = block.is_known() || six.is_known() || list.is_known();
    if (!set_target(reading, reader, route) || !leads)
        return std::nullopt;
    if (six.is_known()) {
        route.ipv6_destination = six.value();
        return std::vector{route};
    }
    if (block.is_known()) {
        route.destination = block.value();
        return std::vector{route};
    }
    const auto blocks = blocks_of_list(reading, list.value());
    if (!blocks) {
        route.prefix_list = list.value();
        return std::vector{route};
    }
    std::vector<Route> routes;
    for (const auto& each : *blocks)
        routes.push_back(route), routes.back().destination = each;
    return routes;
}

void read_route(Reading& reading, const Declared& declared) {
    const Reader reader(reading, declared);
    const auto key = reader.key("RouteTableId");
    auto* table = subject<RouteTable>(reading, key);
    if (table == nullptr)
        return key.is_known() ? void() : make_unknown(reading, &RouteTable::routes);
    const auto routes = routes_of(reading, reader);
    if (!routes)
        table->routes = decltype(table->routes)::unknown(declared.place);
    else
        for (const auto& route : *routes)
            append(table->routes, route);
}

void read_association(Reading& reading, const Declared& declared) {
    const Reader reader(reading, declared);
    const auto subnet = reader.key("SubnetId");
    auto* table = subject<RouteTable>(reading, reader.key("RouteTableId"));
    if (table == nullptr || !subnet.is_known())
        return reading.world.miss(RouteTable::type);
    append(table->subnets, Reference<Subnet>{subnet.value()});
}

void read_propagation(Reading& reading, const Declared& declared) {
    const Reader reader(reading, declared);
    const auto tables = reader.keys("RouteTableIds");
    const auto gateway = reader.key("VpnGatewayId");
    if (!tables.is_known() || !gateway.is_known())
        return make_unknown(reading, &RouteTable::propagating_gateways);
    for (const auto& key : tables.value())
        if (auto* table = subject<RouteTable>(reading, {key}))
            append(table->propagating_gateways, Reference<VpnGateway>{gateway.value()});
}

topology::Attribute<bool> is_for_inbound_resolvers(const Reader& reader) {
    const auto who = reader.text("DnsOptions.PrivateDnsOnlyForInboundResolverEndpoint");
    if (who.is_unknown())
        return topology::Attribute<bool>::unknown(who.place());
    return {who.value_or_default({}) == "OnlyInboundResolver", who.place()};
}

void read_endpoint(Reading& reading, const Declared& declared) {
    const Reader reader(reading, declared);
    auto endpoint = with_fields<VpcEndpoint>(reader);
    endpoint.policy_document = reader.document("PolicyDocument");
    keep_for_inbound_resolvers(endpoint, is_for_inbound_resolvers(reader));
    reading.topology.add(std::move(endpoint));
}

constexpr std::array rows{
    ReaderRow{"AWS::EC2::RouteTable", read_table, RouteTable::type},
    ReaderRow{"AWS::EC2::Route", read_route, RouteTable::type},
    ReaderRow{"AWS::EC2::SubnetRouteTableAssociation", read_association, RouteTable::type},
    ReaderRow{"AWS::EC2::VPNGatewayRoutePropagation", read_propagation, RouteTable::type},
    ReaderRow{"AWS::EC2::VPCEndpoint", read_endpoint, VpcEndpoint::type},
};

}  // namespace

std::span<const ReaderRow> route_table_readers() {
    return rows;
}

}  // namespace inland::sources::cloudformation
