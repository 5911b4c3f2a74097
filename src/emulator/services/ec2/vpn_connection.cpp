// SPDX-License-Identifier: Apache-2.0
#include "core/crypto.h"
#include "emulator/services/client_routers.h"
#include "emulator/services/ec2/describe.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/ec2/route_table.h"
#include "emulator/services/ec2/transit_gateway.h"
#include "emulator/services/ec2/types.h"
#include "emulator/services/ec2/vpn.h"
#include "emulator/services/events.h"
#include "emulator/services/members.h"
#include "emulator/services/operation.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"
#include "emulator/services/tables.h"
#include "emulator/services/transition.h"
#include "knowledge/tables.h"

#include <array>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

constexpr std::string_view available_event = "ec2:vpn-connection-available";
constexpr std::string_view deleted_event = "ec2:vpn-connection-deleted";

constexpr std::string_view key_alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// What requests and answers spell differently (EC2 API reference, TunnelOption).
constexpr std::array<std::pair<std::string_view, std::string_view>, 3> spelt_otherwise{
    {{"DPDTimeoutSeconds", "DpdTimeoutSeconds"},
     {"DPDTimeoutAction", "DpdTimeoutAction"},
     {"IKEVersions", "IkeVersions"}}};

/// A tunnel's options, as asked for or as AWS chooses them (/30 blocks of 169.254.0.0/16).
json::object tunnel_of(const json::object& asked, const Call& call, int index) {
    constexpr std::size_t key_size = 32;
    const auto seed = sha256(call.request_id + call.world.new_id(""));
    const auto inside =
        fmt::format("169.254.{}.{}/30", 10 + seed[0] % 200, 4 * (seed[1] % 32) + 128 * index);
    json::object tunnel{{"OutsideIpAddress", fmt::format("203.0.113.{}", 130 + seed[2] % 100)},
                        {"TunnelInsideCidr", inside},
                        {"PreSharedKey", random_text(key_size, key_alphabet)}};
    copy_members(asked, tunnel,
                 {"TunnelInsideCidr", "PreSharedKey", "Phase1LifetimeSeconds",
                  "Phase2LifetimeSeconds", "RekeyMarginTimeSeconds", "RekeyFuzzPercentage",
                  "ReplayWindowSize", "Phase1EncryptionAlgorithms", "Phase2EncryptionAlgorithms",
                  "Phase1IntegrityAlgorithms", "Phase2IntegrityAlgorithms", "Phase1DHGroupNumbers",
                  "Phase2DHGroupNumbers", "StartupAction", "EnableTunnelLifecycleControl"});
    for (const auto& [request, answer] : spelt_otherwise)
        if (const auto* value = asked.if_contains(request))
            tunnel[answer] = *value;
    return tunnel;
}

json::object options_of(const Call& call) {
    const auto& asked = object_of(call.input, "Options");
    json::object options{{"EnableAcceleration", flag_of(asked, "EnableAcceleration")},
                         {"StaticRoutesOnly", flag_of(asked, "StaticRoutesOnly")},
                         {"LocalIpv4NetworkCidr", "0.0.0.0/0"},
                         {"RemoteIpv4NetworkCidr", "0.0.0.0/0"},
                         {"OutsideIpAddressType", "PublicIpv4"},
                         {"TunnelInsideIpVersion", "ipv4"}};
    copy_members(asked, options,
                 {"LocalIpv4NetworkCidr", "RemoteIpv4NetworkCidr", "TunnelInsideIpVersion"});
    const auto& asked_tunnels = list_of(asked, "TunnelOptions");
    json::array tunnels;
    for (std::size_t index = 0; index < 2; ++index)
        tunnels.push_back(tunnel_of(
            index < asked_tunnels.size() ? asked_tunnels[index].as_object() : json::object(), call,
            static_cast<int>(index)));
    options["TunnelOptions"] = std::move(tunnels);
    return options;
}

/// Both tunnels of a new connection.
json::array telemetry_of(const World& world, const json::object& options) {
    json::array rows;
    for (const auto& address : values_at(options, "TunnelOptions[].OutsideIpAddress"))
        rows.push_back(json::object{{"AcceptedRouteCount", 0},
                                    {"LastStatusChange", timestamp(world)},
                                    {"OutsideIpAddress", address},
                                    {"Status", "DOWN"},
                                    {"StatusMessage", ""}});
    return rows;
}

/// How many routes the peer advertises; static ones are not counted.
std::size_t advertised_routes(const World& world, const RecordKey& key,
                              const json::object& connection) {
    if (flag_of(object_of(connection, "Options"), "StaticRoutesOnly"))
        return 0;
    const auto* gateway = world.store().find(
        {key.scope, std::string(kind::vpn_gateway), text_of(connection, "VpnGatewayId")});
    return advertised_by(world, peer_of(world, key.scope, connection), gateway).size();
}

void set_tunnel(const World& world, json::object& tunnel, const std::string& status,
                std::size_t routes) {
    if (text_of(tunnel, "Status") != status)
        tunnel["LastStatusChange"] = timestamp(world);
    tunnel["Status"] = status;
    tunnel["AcceptedRouteCount"] = status == "UP" ? routes : 0;
}

/// The gateway at AWS's end: a VPN gateway, or a transit gateway.
struct NearEnd {
    std::string_view member;
    std::string id;
};

Result<NearEnd> near_end_of(const Call& call) {
    const auto by_transit = has(call.input, "TransitGatewayId");
    const auto& type = by_transit ? transit_gateway_type : vpn_gateway_type;
    const auto* gateway = TRY(lookup_input(call, type, type.id_member));
    if (text_of(*gateway, "State").starts_with("delet"))
        return refuse("IncorrectState", "The gateway is deleted.");
    return NearEnd{type.id_member, text_of(call.input, type.id_member)};
}

Result<json::object> create_vpn_connection(const Call& call) {
    const auto* customer = TRY(lookup_input(call, customer_gateway_type, "CustomerGatewayId"));
    const auto gateway = TRY(near_end_of(call));
    auto tags = TRY(tags_for(call, vpn_connection_type));
    if (text_of(*customer, "State") == "deleted")
        return refuse("IncorrectState", "The gateway is deleted.");
    const auto id = call.world.new_id(vpn_connection_type.prefix);
    const auto key = key_of(call, vpn_connection_type, id);
    auto options = options_of(call);
    json::object connection{{"Category", "VPN"},
                            {"VpnConnectionId", id},
                            {"State", "pending"},
                            {"CustomerGatewayId", text_of(call.input, "CustomerGatewayId")},
                            {"Type", "ipsec.1"},
                            {gateway.member, gateway.id},
                            {"GatewayAssociationState", "associated"},
                            {"Routes", json::array()},
                            {"Tags", std::move(tags)},
                            {"VgwTelemetry", telemetry_of(call.world, options)},
                            {"Options", std::move(options)}};
    connection["CustomerGatewayConfiguration"] =
        customer_gateway_configuration(connection, *customer);
    call.world.store().put(key, std::move(connection));
    if (gateway.member == transit_gateway_type.id_member)
        attach_client(call.world, call.scope(), {gateway.id, "vpn", id});
    call.world.after(call.world.tables().typical("ec2.CreateVpnConnection"), available_event,
                     payload_of(key));
    return json::object{{"VpnConnection", shown(call, vpn_connection_type, id)}};
}

void refresh_routes_of(World& world, const RecordKey& key) {
    if (const auto* connection = world.store().find(key); connection != nullptr)
        refresh_propagations_of(world, key.scope, text_of(*connection, "VpnGatewayId"));
}

void connection_available(World& world, const json::object& payload) {
    const auto key = key_from(payload);
    world.store().update(key, [&](json::object& connection) {
        if (text_of(connection, "State") != "pending")
            return;
        connection["State"] = "available";
    });
    refresh_tunnels(world, key);
    refresh_routes_of(world, key);
}

Result<json::object> delete_vpn_connection(const Call& call) {
    (void)TRY(lookup_input(call, vpn_connection_type, "VpnConnectionId"));
    const auto key = key_of(call, vpn_connection_type, text_of(call.input, "VpnConnectionId"));
    call.world.store().update(key,
                              [](json::object& connection) { connection["State"] = "deleting"; });
    refresh_routes_of(call.world, key);
    detach_client(call.world, call.scope(), key.id);
    call.world.after(call.world.tables().typical("ec2.DeleteVpnConnection"), deleted_event,
                     payload_of(key));
    return json::object{};
}

void connection_deleted(World& world, const json::object& payload) {
    const auto key = key_from(payload);
    world.store().update(key, [](json::object& connection) { connection["State"] = "deleted"; });
    forget_deleted(world, key);
}

Result<json::object> create_vpn_connection_route(const Call& call) {
    const auto* connection = TRY(lookup_input(call, vpn_connection_type, "VpnConnectionId"));
    const auto cidr =
        TRY(block_of(text_of(call.input, "DestinationCidrBlock"), "destinationCidrBlock")).text();
    if (!flag_of(object_of(*connection, "Options"), "StaticRoutesOnly"))
        return refuse("InvalidParameterValue",
                      "The VPN connection does not support static routes.");
    const auto key = key_of(call, vpn_connection_type, text_of(call.input, "VpnConnectionId"));
    call.world.store().update(key, [&](json::object& document) {
        auto& routes = list_in(document, "Routes");
        erase_where(routes, "DestinationCidrBlock", cidr);
        routes.push_back(json::object{{"DestinationCidrBlock", cidr}, {"State", "available"}});
    });
    refresh_routes_of(call.world, key);
    return json::object{};
}

Result<json::object> delete_vpn_connection_route(const Call& call) {
    const auto* connection = TRY(lookup_input(call, vpn_connection_type, "VpnConnectionId"));
    const auto cidr = text_of(call.input, "DestinationCidrBlock");
    if (find_where(list_of(*connection, "Routes"), "DestinationCidrBlock", cidr) == nullptr)
        return refuse(
            "InvalidRoute.NotFound",
            fmt::format("The specified route {} does not exist in the VPN connection.", cidr));
    const auto key = key_of(call, vpn_connection_type, text_of(call.input, "VpnConnectionId"));
    call.world.store().update(key, [&](json::object& document) {
        erase_where(list_in(document, "Routes"), "DestinationCidrBlock", cidr);
    });
    refresh_routes_of(call.world, key);
    return json::object{};
}

constexpr std::array operations{
    OperationRow{"CreateVpnConnection", ec2<create_vpn_connection>},
    OperationRow{"DeleteVpnConnection", ec2<delete_vpn_connection>},
    OperationRow{"DescribeVpnConnections", ec2<describe_type<vpn_connection_type>>},
    OperationRow{"CreateVpnConnectionRoute", ec2<create_vpn_connection_route>},
    OperationRow{"DeleteVpnConnectionRoute", ec2<delete_vpn_connection_route>},
};

}  // namespace

std::string peer_of(const World& world, const Scope& scope, const json::object& connection) {
    const auto* customer = world.store().find(
        {scope, std::string(kind::customer_gateway), text_of(connection, "CustomerGatewayId")});
    return customer == nullptr ? std::string() : text_of(*customer, "IpAddress");
}

/// The emulated peer answers at once: its tunnels are up with the connection.
void refresh_tunnels(World& world, const RecordKey& key) {
    const auto* connection = world.store().find(key);
    if (connection == nullptr || text_of(*connection, "State") != "available")
        return;
    const auto peer = peer_of(world, key.scope, *connection);
    const auto routes = advertised_routes(world, key, *connection);
    world.store().update(key, [&](json::object& document) {
        auto& tunnels = list_in(document, "VgwTelemetry");
        for (std::size_t index = 0; index < tunnels.size(); ++index)
            set_tunnel(world, tunnels[index].as_object(), tunnel_status(world, peer, index),
                       routes);
    });
}

void register_vpn_connection_events(Scheduler& scheduler) {
    scheduler.on(std::string(available_event), connection_available);
    scheduler.on(std::string(deleted_event), connection_deleted);
}

std::span<const OperationRow> vpn_connection_operations() {
    return operations;
}

}  // namespace inland::emulator
