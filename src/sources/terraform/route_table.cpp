// SPDX-License-Identifier: Apache-2.0
// Route tables: inline routes, routes of their own, who uses a table, and what propagates into it.
#include "sources/terraform/readers.h"

#include <array>

namespace inland::sources::terraform {

namespace {

using namespace topology;
using Routes = std::vector<Route>;

/// By which member a route names its target.
struct TargetRow {
    std::string_view member;
    RouteTarget target;
};
constexpr std::array targets{
    TargetRow{"nat_gateway_id", RouteTarget::NatGateway},
    TargetRow{"transit_gateway_id", RouteTarget::TransitGateway},
    TargetRow{"vpc_peering_connection_id", RouteTarget::VpcPeering},
    TargetRow{"vpc_endpoint_id", RouteTarget::VpcEndpoint},
    TargetRow{"network_interface_id", RouteTarget::NetworkInterface},
    TargetRow{"egress_only_gateway_id", RouteTarget::EgressOnlyInternetGateway},
    TargetRow{"gateway_id", RouteTarget::InternetGateway},
    TargetRow{"carrier_gateway_id", RouteTarget::Other},
    TargetRow{"local_gateway_id", RouteTarget::Other},
    TargetRow{"core_network_arn", RouteTarget::Other},
};

/// How inline blocks and routes of their own spell where to.
struct Destinations {
    std::string_view block, ipv6_block;
};
constexpr Destinations inline_members{"cidr_block", "ipv6_cidr_block"};
constexpr Destinations own_members{"destination_cidr_block", "destination_ipv6_cidr_block"};

/// `gateway_id` names an internet or a VPN gateway: what it is shows in who it is.
RouteTarget gateway_kind(const Reading& reading, const std::string& key) {
    if (reading.topology.find<VpnGateway>(key) != nullptr || key.starts_with("vgw-"))
        return RouteTarget::VpnGateway;
    return RouteTarget::InternetGateway;
}

/// Nothing while Terraform does not know where the route leads.
std::optional<Route> target_of(const Reading& reading, const Reader& reader) {
    for (const auto& row : targets) {
        const auto key = reader.key(row.member);
        if (!key.is_known())
            continue;
        Route route;
        route.target_key = key.value();
        route.target = row.member == "gateway_id" ? gateway_kind(reading, key.value()) : row.target;
        return route;
    }
    return std::nullopt;
}

std::optional<Route> route_of(const Reading& reading, const Reader& reader,
                              const Destinations& members) {
    auto route = target_of(reading, reader);
    const auto block = reader.prefix(members.block);
    const auto six = reader.ipv6_prefix(members.ipv6_block);
    const auto list = reader.key("destination_prefix_list_id");
    if (!route || (!block.is_known() && !six.is_known() && !list.is_known()))
        return std::nullopt;
    if (block.is_known())
        route->destination = block.value();
    else if (six.is_known())
        route->ipv6_destination = six.value();
    else
        route->prefix_list = list.value();
    return route;
}

Attribute<Routes> inline_routes(const Reading& reading, const Reader& reader) {
    const auto count = reader.blocks("route");
    const bool is_written = reader.instance().values->contains("route");
    if (!count)
        return is_written ? Attribute<Routes>::unknown(reader.place())
                          : Attribute<Routes>(Routes{}, reader.place());
    Routes routes;
    for (std::size_t at = 0; at < *count; ++at) {
        auto route = route_of(reading, reader.block("route", at), inline_members);
        if (!route)
            return Attribute<Routes>::unknown(reader.place());
        if (route->target_key != "local")
            routes.push_back(std::move(*route));
    }
    return {std::move(routes), reader.place()};
}

void read_table(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    auto table = reader.resource<RouteTable>();
    table.vpc = reader.reference<Vpc>("vpc_id");
    table.is_main = false;
    table.routes = inline_routes(reading, reader);
    const auto gateways = reader.references<VpnGateway>("propagating_vgws");
    if (!gateways.is_unknown() || instance.values->contains("propagating_vgws"))
        table.propagating_gateways = gateways;
    reading.topology.add(std::move(table));
}

/// Adopts the VPC's own: routes that the configuration does not name are removed.
void read_default_table(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    auto* table = subject<RouteTable>(reading, reader.key("default_route_table_id"));
    if (table == nullptr)
        return make_unknown(reading, &RouteTable::routes);
    table->name = instance.address;
    table->routes = inline_routes(reading, reader);
    const auto gateways = reader.references<VpnGateway>("propagating_vgws");
    if (!gateways.is_unknown() || instance.values->contains("propagating_vgws"))
        table->propagating_gateways = gateways;
}

void read_route(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    auto* table = subject<RouteTable>(reading, reader.key("route_table_id"));
    if (table == nullptr)
        return make_unknown(reading, &RouteTable::routes);
    auto route = route_of(reading, reader, own_members);
    if (route && route->target_key == "local")
        return;
    if (route)
        append(table->routes, std::move(*route));
    else
        table->routes = Attribute<Routes>::unknown(reader.place());
}

void read_association(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    // A gateway's own table leads what comes in, which nobody follows.
    if (reader.key("gateway_id").is_known())
        return reading.topology.missing.push_back(instance.address);
    auto* table = subject<RouteTable>(reading, reader.key("route_table_id"));
    const auto subnet = reader.key("subnet_id");
    if (table == nullptr || !subnet.is_known())
        return make_unknown(reading, &RouteTable::subnets);
    append(table->subnets, Reference<Subnet>{subnet.value()});
}

void read_main_association(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    auto* chosen = subject<RouteTable>(reading, reader.key("route_table_id"));
    const auto vpc = reader.key("vpc_id");
    if (chosen == nullptr || !vpc.is_known())
        return make_unknown(reading, &RouteTable::is_main);
    for (auto& [key, table] : reading.topology.all<RouteTable>())
        if (table.vpc.is_known() && table.vpc.value().key == vpc.value()) {
            table.is_main = &table == chosen;
            reading.sweeps.touch(RouteTable::type, key);
        }
}

void read_propagation(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    auto* table = subject<RouteTable>(reading, reader.key("route_table_id"));
    const auto gateway = reader.key("vpn_gateway_id");
    if (table == nullptr || !gateway.is_known())
        return make_unknown(reading, &RouteTable::propagating_gateways);
    append(table->propagating_gateways, Reference<VpnGateway>{gateway.value()});
}

constexpr std::array rows{
    ReaderRow{"aws_route_table", read_table},
    ReaderRow{"aws_default_route_table", read_default_table},
    ReaderRow{"aws_route", read_route},
    ReaderRow{"aws_route_table_association", read_association},
    ReaderRow{"aws_main_route_table_association", read_main_association},
    ReaderRow{"aws_vpn_gateway_route_propagation", read_propagation},
};

}  // namespace

std::span<const ReaderRow> route_table_readers() {
    return rows;
}

}  // namespace inland::sources::terraform
