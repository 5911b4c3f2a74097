// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/ec2/gateway_routes.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/ec2/prefix_list.h"
#include "emulator/services/ec2/route_table.h"
#include "emulator/services/ec2/types.h"
#include "emulator/services/members.h"
#include "emulator/services/operation.h"
#include "emulator/services/quota.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"
#include "emulator/services/tables.h"

#include <array>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

constexpr std::array<std::string_view, 3> destinations{
    "DestinationCidrBlock", "DestinationIpv6CidrBlock", "DestinationPrefixListId"};

constexpr std::array<std::string_view, 9> targets{
    "GatewayId",          "NatGatewayId",
    "NetworkInterfaceId", "InstanceId",
    "TransitGatewayId",   "VpcPeeringConnectionId",
    "VpcEndpointId",      "EgressOnlyInternetGatewayId",
    "LocalGatewayId"};

/// The destination that the input names: its member and text, in canonical form.
Result<std::pair<std::string, std::string>> destination_of(const Call& call) {
    for (const auto member : destinations) {
        if (!has(call.input, member))
            continue;
        const auto text = text_of(call.input, member);
        if (member == "DestinationCidrBlock")
            return std::pair(std::string(member),
                             TRY(block_of(text, "destinationCidrBlock")).text());
        if (member == "DestinationPrefixListId")
            TRY_VOID(check_prefix_list(call, text));
        return std::pair(std::string(member), text);
    }
    return refuse("MissingParameter",
                  "The request must contain exactly one of destinationCidrBlock, "
                  "destinationIpv6CidrBlock, destinationPrefixListId");
}

/// Where a target's document names the networks that it serves.
struct TargetRow {
    std::string_view member;
    const ResourceType* type;
    std::string_view networks;
};
constexpr std::array target_rows{
    TargetRow{"GatewayId", &internet_gateway_type, "Attachments[].VpcId"},
    TargetRow{"GatewayId", &vpn_gateway_type, "VpcAttachments[].VpcId"},
    TargetRow{"GatewayId", &vpc_endpoint_type, "VpcId"},
    TargetRow{"VpcEndpointId", &vpc_endpoint_type, "VpcId"},
    TargetRow{"NatGatewayId", &nat_gateway_type, "VpcId"},
    TargetRow{"NetworkInterfaceId", &network_interface_type, "VpcId"},
    TargetRow{"EgressOnlyInternetGatewayId", &egress_only_gateway_type, "Attachments[].VpcId"},
    TargetRow{"VpcPeeringConnectionId", &vpc_peering_type, "RequesterVpcInfo.VpcId"},
    TargetRow{"VpcPeeringConnectionId", &vpc_peering_type, "AccepterVpcInfo.VpcId"},
};

bool is_attached(const Call& call, const std::string& transit_gateway, const std::string& vpc) {
    for (const auto& [id, attachment] :
         records_where(call.world, call.scope(), kind::transit_gateway_attachment,
                       "TransitGatewayId", transit_gateway))
        if (text_of(*attachment, "VpcId") == vpc &&
            !text_of(*attachment, "State").starts_with("delet"))
            return true;
    return false;
}

Result<void> check_transit_gateway(const Call& call, const json::object& table,
                                   const std::string& id) {
    const auto vpc = text_of(table, "VpcId");
    if (is_attached(call, id, vpc))
        return {};
    return refuse(std::string(transit_gateway_type.not_found_code),
                  fmt::format("The transitGateway ID '{}' does not exist or has no attachment to "
                              "the network {}.",
                              id, vpc));
}

/// A target exists and serves the network of the table; instances and targets that are not emulated
/// are taken as they are.
Result<void> check_target(const Call& call, const json::object& table, std::string_view member,
                          const std::string& id) {
    if (member == "TransitGatewayId")
        return check_transit_gateway(call, table, id);
    bool known = member != "GatewayId";
    bool checked = false;
    for (const auto& row : target_rows) {
        if (row.member != member || (member == "GatewayId" && type_of_id(id) != row.type))
            continue;
        known = checked = true;
        const auto networks = values_at(*TRY(lookup(call, *row.type, id)), row.networks);
        if (std::ranges::find(networks, text_of(table, "VpcId")) != networks.end())
            return {};
    }
    if (!known)
        return refuse("InvalidGatewayID.NotFound",
                      fmt::format("The gateway ID '{}' does not exist", id));
    if (!checked)
        return {};
    return refuse("InvalidParameterValue",
                  fmt::format("route table {} and network gateway {} belong to different networks",
                              text_of(table, "RouteTableId"), id));
}

Result<json::object> route_of(const Call& call, const json::object& table) {
    const auto [member, destination] = TRY(destination_of(call));
    json::object route{{member, destination}};
    for (const auto target : targets) {
        if (!has(call.input, target))
            continue;
        const auto id = text_of(call.input, target);
        if (id != "local")
            TRY_VOID(check_target(call, table, target, id));
        route[target == "VpcEndpointId" ? "GatewayId" : target] = id;
    }
    if (route.size() != 2)
        return refuse("InvalidParameterCombination",
                      "The request must contain exactly one target of the route");
    route["Origin"] = "CreateRoute";
    route["State"] = "active";
    return route;
}

bool is_static(const json::object& route) {
    return text_of(route, "Origin") != "EnableVgwRoutePropagation";
}

/// The route of that destination which somebody made, or nullptr: propagated ones give way.
const json::object* static_route(const json::object& table, std::string_view member,
                                 std::string_view destination) {
    for (const auto& route : list_of(table, "Routes"))
        if (text_of(route.get_object(), member) == destination && is_static(route.get_object()))
            return &route.get_object();
    return nullptr;
}

std::size_t static_routes(const json::object& table) {
    const auto& routes = list_of(table, "Routes");
    return static_cast<std::size_t>(std::ranges::count_if(
        routes, [](const json::value& route) { return is_static(route.get_object()); }));
}

void erase_static(json::object& table, std::string_view member, std::string_view destination) {
    auto& routes = list_in(table, "Routes");
    for (auto route = routes.begin(); route != routes.end();) {
        const auto& row = route->get_object();
        route = text_of(row, member) == destination && is_static(row) ? routes.erase(route)
                                                                      : std::next(route);
    }
}

std::unexpected<Error> no_route(const Call& call, std::string_view destination) {
    return refuse("InvalidRoute.NotFound",
                  fmt::format("no route with destination-cidr-block {} in route table {}",
                              destination, text_of(call.input, "RouteTableId")));
}

RecordKey table_key(const Call& call) {
    return key_of(call, route_table_type, text_of(call.input, "RouteTableId"));
}

Result<json::object> create_route(const Call& call) {
    const auto* table = TRY(lookup_input(call, route_table_type, "RouteTableId"));
    auto route = TRY(route_of(call, *table));
    const auto [member, destination] = TRY(destination_of(call));
    if (static_route(*table, member, destination) != nullptr)
        return refuse("RouteAlreadyExists",
                      fmt::format("The route identified by {} already exists.", destination));
    TRY_VOID(check_quota(call, "ec2.RoutesPerTable", static_routes(*table) + 1));
    call.world.store().update(table_key(call), [&](json::object& document) {
        list_in(document, "Routes").push_back(route);
    });
    return json::object{{"Return", true}};
}

Result<json::object> replace_route(const Call& call) {
    const auto* table = TRY(lookup_input(call, route_table_type, "RouteTableId"));
    auto route = TRY(route_of(call, *table));
    const auto target = TRY(destination_of(call));
    const auto* old = static_route(*table, target.first, target.second);
    if (old == nullptr)
        return no_route(call, target.second);
    route["Origin"] = old->at("Origin");
    call.world.store().update(table_key(call), [&](json::object& document) {
        erase_static(document, target.first, target.second);
        list_in(document, "Routes").push_back(route);
    });
    return json::object{};
}

Result<json::object> delete_route(const Call& call) {
    const auto* table = TRY(lookup_input(call, route_table_type, "RouteTableId"));
    const auto target = TRY(destination_of(call));
    const auto* route = static_route(*table, target.first, target.second);
    if (route == nullptr)
        return no_route(call, target.second);
    if (text_of(*route, "Origin") == "CreateRouteTable")
        return refuse("InvalidParameterValue",
                      fmt::format("cannot remove local route {} in route table {}", target.second,
                                  text_of(call.input, "RouteTableId")));
    call.world.store().update(table_key(call), [&](json::object& document) {
        erase_static(document, target.first, target.second);
    });
    return json::object{};
}

Result<json::object> enable_propagation(const Call& call) {
    const auto* table = TRY(lookup_input(call, route_table_type, "RouteTableId"));
    const auto* gateway = TRY(lookup_input(call, vpn_gateway_type, "GatewayId"));
    const auto networks = values_at(*gateway, "VpcAttachments[].VpcId");
    const auto id = text_of(call.input, "GatewayId");
    if (std::ranges::find(networks, text_of(*table, "VpcId")) == networks.end())
        return refuse("Gateway.NotAttached",
                      fmt::format("Virtual private gateway {} is not attached to VPC {}", id,
                                  text_of(*table, "VpcId")));
    call.world.store().update(table_key(call), [&](json::object& document) {
        auto& propagating = list_in(document, "PropagatingVgws");
        erase_where(propagating, "GatewayId", id);
        propagating.push_back(json::object{{"GatewayId", id}});
    });
    refresh_propagation(call.world, call.scope(), text_of(call.input, "RouteTableId"));
    return json::object{};
}

Result<json::object> disable_propagation(const Call& call) {
    (void)TRY(lookup_input(call, route_table_type, "RouteTableId"));
    call.world.store().update(table_key(call), [&](json::object& document) {
        erase_where(list_in(document, "PropagatingVgws"), "GatewayId",
                    text_of(call.input, "GatewayId"));
    });
    refresh_propagation(call.world, call.scope(), text_of(call.input, "RouteTableId"));
    return json::object{};
}

constexpr std::array operations{
    OperationRow{"CreateRoute", ec2<create_route>},
    OperationRow{"ReplaceRoute", ec2<replace_route>},
    OperationRow{"DeleteRoute", ec2<delete_route>},
    OperationRow{"EnableVgwRoutePropagation", ec2<enable_propagation>},
    OperationRow{"DisableVgwRoutePropagation", ec2<disable_propagation>},
};

RecordKey key_of_table(const Scope& scope, std::string_view id) {
    return {scope, std::string(kind::route_table), std::string(id)};
}

void drop_propagated(json::array& routes) {
    for (auto route = routes.begin(); route != routes.end();)
        route = is_static(route->get_object()) ? std::next(route) : routes.erase(route);
}

}  // namespace

void refresh_propagation(World& world, const Scope& scope, std::string_view route_table_id) {
    world.store().update(key_of_table(scope, route_table_id), [&](json::object& table) {
        auto& routes = list_in(table, "Routes");
        drop_propagated(routes);
        for (const auto& gateway : values_at(table, "PropagatingVgws[].GatewayId"))
            for (const auto& destination : routes_behind(world, scope, gateway))
                list_in(table, "Routes")
                    .push_back(json::object{{"DestinationCidrBlock", destination},
                                            {"GatewayId", gateway},
                                            {"Origin", "EnableVgwRoutePropagation"},
                                            {"State", "active"}});
    });
}

void refresh_propagations_of(World& world, const Scope& scope, std::string_view gateway_id) {
    for (const auto& [id, table] :
         records_where(world, scope, kind::route_table, "PropagatingVgws[].GatewayId", gateway_id))
        refresh_propagation(world, scope, id);
}

void add_prefix_list_route(World& world, const Scope& scope, std::string_view route_table_id,
                           std::string_view prefix_list_id, std::string_view endpoint_id) {
    world.store().update(key_of_table(scope, route_table_id), [&](json::object& table) {
        list_in(table, "Routes")
            .push_back(json::object{{"DestinationPrefixListId", prefix_list_id},
                                    {"GatewayId", endpoint_id},
                                    {"Origin", "CreateRoute"},
                                    {"State", "active"}});
    });
}

void remove_routes_to(World& world, const Scope& scope, std::string_view route_table_id,
                      std::string_view target) {
    world.store().update(key_of_table(scope, route_table_id), [&](json::object& table) {
        erase_where(list_in(table, "Routes"), "GatewayId", target);
    });
}

void blackhole_routes_to(World& world, const Scope& scope, std::string_view target) {
    for (const auto member : targets)
        for (const auto& [id, table] : records_where(world, scope, kind::route_table,
                                                     fmt::format("Routes[].{}", member), target))
            world.store().update(key_of_table(scope, id), [&](json::object& document) {
                for (auto& route : list_in(document, "Routes"))
                    if (text_of(route.get_object(), member) == target)
                        route.get_object()["State"] = "blackhole";
            });
}

std::span<const OperationRow> route_operations() {
    return operations;
}

}  // namespace inland::emulator
