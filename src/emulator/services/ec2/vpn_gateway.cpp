// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/directconnect/records.h"
#include "emulator/services/ec2/describe.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/ec2/route_table.h"
#include "emulator/services/ec2/types.h"
#include "emulator/services/ec2/vpn.h"
#include "emulator/services/events.h"
#include "emulator/services/members.h"
#include "emulator/services/operation.h"
#include "emulator/services/quota.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"
#include "emulator/services/tables.h"
#include "emulator/services/transition.h"
#include "knowledge/tables.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

constexpr std::string_view attached_event = "ec2:vpn-gateway-attached";
constexpr std::string_view detached_event = "ec2:vpn-gateway-detached";
constexpr std::int64_t amazon_asn = 64512;

Result<json::object> create_vpn_gateway(const Call& call) {
    auto tags = TRY(tags_for(call, vpn_gateway_type));
    const auto type = text_of(call.input, "Type");
    if (type != "ipsec.1")
        return refuse("InvalidParameterValue",
                      fmt::format("Value ({}) for parameter type is invalid.", type));
    const auto living =
        call.world.store().list(call.scope(), kind::vpn_gateway).size() -
        records_where(call.world, call.scope(), kind::vpn_gateway, "State", "deleted").size();
    TRY_VOID(check_quota(call, "ec2.VpnGatewaysPerRegion", living + 1));
    const auto id = call.world.new_id(vpn_gateway_type.prefix);
    const auto key = key_of(call, vpn_gateway_type, id);
    call.world.store().put(key,
                           {{"AmazonSideAsn", number_of(call.input, "AmazonSideAsn", amazon_asn)},
                            {"Tags", std::move(tags)},
                            {"VpnGatewayId", id},
                            {"State", "pending"},
                            {"Type", type},
                            {"VpcAttachments", json::array()}});
    turn_after(call.world, call.world.tables().typical("ec2.CreateVpnGateway"), key, "State",
               "pending", "available");
    return json::object{{"VpnGateway", shown(call, vpn_gateway_type, id)}};
}

bool is_attached(const json::object& gateway) {
    return std::ranges::any_of(list_of(gateway, "VpcAttachments"), [](const json::value& row) {
        return text_of(row.get_object(), "State") != "detached";
    });
}

bool in_use(const World& world, const Scope& scope, std::string_view gateway) {
    if (any_where(world, {scope.account, ""}, kind::dx_association, "associatedGateway.id",
                  gateway))
        return true;
    const auto connections =
        records_where(world, scope, kind::vpn_connection, "VpnGatewayId", gateway);
    return std::ranges::any_of(connections, [](const auto& connection) {
        const auto state = text_of(*connection.second, "State");
        return state != "deleted";
    });
}

Result<json::object> delete_vpn_gateway(const Call& call) {
    const auto* gateway = TRY(lookup_input(call, vpn_gateway_type, "VpnGatewayId"));
    const auto id = text_of(call.input, "VpnGatewayId");
    if (is_attached(*gateway) || in_use(call.world, call.scope(), id))
        return refuse("IncorrectState",
                      fmt::format("The vpnGateway '{}' has attachments or connections and cannot "
                                  "be deleted.",
                                  id));
    const auto key = key_of(call, vpn_gateway_type, id);
    call.world.store().update(key, [](json::object& document) { document["State"] = "deleted"; });
    forget_deleted(call.world, key);
    return json::object{};
}

Result<json::object> attach_vpn_gateway(const Call& call) {
    const auto* gateway = TRY(lookup_input(call, vpn_gateway_type, "VpnGatewayId"));
    (void)TRY(lookup_input(call, vpc_type, "VpcId"));
    const auto vpc = text_of(call.input, "VpcId");
    const auto key = key_of(call, vpn_gateway_type, text_of(call.input, "VpnGatewayId"));
    if (text_of(*gateway, "State") == "deleted")
        return refuse("IncorrectState", fmt::format("{} is deleted.", key.id));
    if (is_attached(*gateway) && text_of(*gateway, "_vpc_id") != vpc)
        return refuse("VpnGatewayAttachmentLimitExceeded",
                      fmt::format("{} is already attached to a VPC.", key.id));
    if (any_where(call.world, call.scope(), kind::vpn_gateway, "_vpc_id", vpc) &&
        text_of(*gateway, "_vpc_id") != vpc)
        return refuse("InvalidVpcState",
                      fmt::format("{} already has an attached virtual private gateway.", vpc));
    const json::object attachment{{"VpcId", vpc}, {"State", "attaching"}};
    call.world.store().update(key, [&](json::object& document) {
        document["VpcAttachments"] = json::array{attachment};
        document["_vpc_id"] = vpc;
    });
    call.world.after(call.world.tables().typical("ec2.AttachVpnGateway"), attached_event,
                     payload_of(key));
    return json::object{{"VpcAttachment", attachment}};
}

Result<json::object> detach_vpn_gateway(const Call& call) {
    const auto* gateway = TRY(lookup_input(call, vpn_gateway_type, "VpnGatewayId"));
    const auto vpc = text_of(call.input, "VpcId");
    const auto key = key_of(call, vpn_gateway_type, text_of(call.input, "VpnGatewayId"));
    if (!is_attached(*gateway) || text_of(*gateway, "_vpc_id") != vpc)
        return refuse("InvalidVpnGatewayAttachment.NotFound",
                      fmt::format("The attachment with vpn gateway ID '{}' and vpc ID '{}' does "
                                  "not exist",
                                  key.id, vpc));
    call.world.store().update(key, [&](json::object& document) {
        document["VpcAttachments"] =
            json::array{json::object{{"VpcId", vpc}, {"State", "detaching"}}};
    });
    call.world.after(call.world.tables().typical("ec2.DetachVpnGateway"), detached_event,
                     payload_of(key));
    return json::object{};
}

void set_attachment(json::object& gateway, std::string_view state) {
    for (auto& row : list_in(gateway, "VpcAttachments"))
        row.get_object()["State"] = state;
}

void gateway_attached(World& world, const json::object& payload) {
    world.store().update(key_from(payload), [](json::object& gateway) {
        const auto states = values_at(gateway, "VpcAttachments[].State");
        if (std::ranges::find(states, "attaching") != states.end())
            set_attachment(gateway, "attached");
    });
}

void gateway_detached(World& world, const json::object& payload) {
    const auto key = key_from(payload);
    world.store().update(key, [](json::object& gateway) {
        set_attachment(gateway, "detached");
        gateway.erase("_vpc_id");
    });
    for (const auto& [id, table] : records_where(world, key.scope, kind::route_table,
                                                 "PropagatingVgws[].GatewayId", key.id)) {
        world.store().update(
            {key.scope, std::string(kind::route_table), id}, [&](json::object& document) {
                erase_where(list_in(document, "PropagatingVgws"), "GatewayId", key.id);
            });
        refresh_propagation(world, key.scope, id);
    }
}

constexpr std::array operations{
    OperationRow{"CreateVpnGateway", ec2<create_vpn_gateway>},
    OperationRow{"DeleteVpnGateway", ec2<delete_vpn_gateway>},
    OperationRow{"DescribeVpnGateways", ec2<describe_type<vpn_gateway_type>>},
    OperationRow{"AttachVpnGateway", ec2<attach_vpn_gateway>},
    OperationRow{"DetachVpnGateway", ec2<detach_vpn_gateway>},
};

}  // namespace

void register_vpn_gateway_events(Scheduler& scheduler) {
    scheduler.on(std::string(attached_event), gateway_attached);
    scheduler.on(std::string(detached_event), gateway_detached);
}

std::span<const OperationRow> vpn_gateway_operations() {
    return operations;
}

}  // namespace inland::emulator
