// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/ec2/gateway_routes.h"

#include "emulator/services/client_routers.h"
#include "emulator/services/directconnect/records.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/ec2/vpn.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"

#include <algorithm>

namespace inland::emulator {

namespace {

using Destinations = std::set<std::string>;

bool has_tunnel(const json::object& connection) {
    const auto states = values_at(connection, "VgwTelemetry[].Status");
    return std::ranges::find(states, "UP") != states.end();
}

Destinations behind_connection(const World& world, const Scope& scope,
                               const json::object& connection, const json::object* gateway) {
    if (text_of(connection, "State") != "available" || !has_tunnel(connection))
        return {};
    if (!flag_of(object_of(connection, "Options"), "StaticRoutesOnly"))
        return advertised_by(world, peer_of(world, scope, connection), gateway);
    const auto routes = values_at(connection, "Routes[].DestinationCidrBlock");
    return {routes.begin(), routes.end()};
}

/// A change of the allowed prefixes takes nothing away while it lasts.
bool is_associated(const json::object& association) {
    const auto state = text_of(association, "associationState");
    return state == "associated" || state == "updating";
}

Destinations behind_direct_connect(const World& world, const std::string& account,
                                   std::string_view gateway_id, const json::object* gateway) {
    Destinations found;
    for (const auto& [id, association] : records_where(world, {account, ""}, kind::dx_association,
                                                       "associatedGateway.id", gateway_id))
        if (is_associated(*association))
            found.merge(
                advertised_by(world, text_of(*association, "directConnectGatewayId"), gateway));
    return found;
}

}  // namespace

std::set<std::string> routes_behind(const World& world, const Scope& scope,
                                    std::string_view gateway) {
    const auto* document =
        world.store().find({scope, std::string(kind::vpn_gateway), std::string(gateway)});
    auto found = behind_direct_connect(world, scope.account, gateway, document);
    for (const auto& [id, connection] :
         records_where(world, scope, kind::vpn_connection, "VpnGatewayId", gateway))
        found.merge(behind_connection(world, scope, *connection, document));
    return found;
}

std::set<std::string> routes_behind_attachment(const World& world, const Scope& scope,
                                               const json::object& attachment) {
    const auto id = text_of(attachment, "_resource_id");
    if (text_of(attachment, "_resource_type") == "direct-connect-gateway")
        return advertised_by(world, id, nullptr);
    const auto* connection = world.store().find({scope, std::string(kind::vpn_connection), id});
    const bool tells =
        connection != nullptr && !flag_of(object_of(*connection, "Options"), "StaticRoutesOnly");
    return tells ? behind_connection(world, scope, *connection, nullptr) : Destinations();
}

}  // namespace inland::emulator
