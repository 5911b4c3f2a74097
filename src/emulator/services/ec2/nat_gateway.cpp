// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/ec2/address.h"
#include "emulator/services/ec2/describe.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/ec2/network_interface.h"
#include "emulator/services/ec2/route_table.h"
#include "emulator/services/ec2/types.h"
#include "emulator/services/events.h"
#include "emulator/services/members.h"
#include "emulator/services/operation.h"
#include "emulator/services/quota.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"
#include "emulator/services/tables.h"
#include "emulator/services/transition.h"
#include "knowledge/tables.h"

#include <array>
#include <chrono>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

constexpr std::string_view deleted_event = "ec2:nat-gateway-deleted";
/// A deleted gateway is shown for about an hour.
constexpr auto shown_after_deletion = std::chrono::hours(1);

/// The address that a public gateway is given, which must be free.
Result<const json::object*> address_for(const Call& call) {
    if (!has(call.input, "AllocationId"))
        return refuse("MissingParameter",
                      "The request must include the AllocationId parameter. Add the required "
                      "parameter and retry the request.");
    const auto* address = TRY(lookup_input(call, address_type, "AllocationId"));
    if (has(*address, "AssociationId"))
        return refuse("Resource.AlreadyAssociated",
                      fmt::format("Elastic IP address [{}] is already associated",
                                  text_of(call.input, "AllocationId")));
    return address;
}

json::object gateway_address(const Call& call, const std::string& interface) {
    json::object row{{"NetworkInterfaceId", interface},
                     {"PrivateIp", address_of(call.world, call.scope(), interface)},
                     {"IsPrimary", true},
                     {"Status", "succeeded"}};
    return row;
}

/// Ties the public address to the gateway's interface.
void tie_address(const Call& call, json::object& row) {
    const auto allocation = text_of(call.input, "AllocationId");
    row["AssociationId"] = associate_address(call.world, call.scope(), allocation,
                                             text_of(row, "NetworkInterfaceId"), "");
    row["AllocationId"] = allocation;
    row["PublicIp"] =
        text_of(*call.world.store().find(key_of(call, address_type, allocation)), "PublicIp");
}

/// Those of a zone that are not going away.
std::size_t gateways_in(const Call& call, const std::string& zone) {
    std::size_t count = 0;
    for (const auto& [id, gateway] : call.world.store().list(call.scope(), kind::nat_gateway)) {
        const auto* subnet =
            call.world.store().find(key_of(call, subnet_type, text_of(*gateway, "SubnetId")));
        const bool living = !text_of(*gateway, "State").starts_with("delet");
        const bool here = subnet != nullptr && text_of(*subnet, "AvailabilityZone") == zone;
        count += living && here ? 1U : 0U;
    }
    return count;
}

Result<json::object> create_nat_gateway(const Call& call) {
    const auto* subnet = TRY(lookup_input(call, subnet_type, "SubnetId"));
    auto tags = TRY(tags_for(call, nat_gateway_type));
    const bool is_public = text_of(call.input, "ConnectivityType") != "private";
    if (is_public)
        (void)TRY(address_for(call));
    TRY_VOID(check_quota(call, "ec2.NatGatewaysPerZone",
                         gateways_in(call, text_of(*subnet, "AvailabilityZone")) + 1));
    const auto vpc = text_of(*subnet, "VpcId");
    const auto id = call.world.new_id(nat_gateway_type.prefix);
    NewInterface spec;
    spec.subnet_id = text_of(call.input, "SubnetId");
    spec.description = "Interface for NAT Gateway " + id;
    spec.interface_type = "nat_gateway";
    spec.requester_id = call.caller.account;
    spec.owner_kind = kind::nat_gateway;
    spec.owner_id = id;
    auto row = gateway_address(call, TRY(make_network_interface(call.world, call.scope(), spec)));
    if (is_public)
        tie_address(call, row);
    call.world.store().put(key_of(call, nat_gateway_type, id),
                           {{"CreateTime", timestamp(call.world)},
                            {"NatGatewayAddresses", json::array{std::move(row)}},
                            {"NatGatewayId", id},
                            {"State", "pending"},
                            {"SubnetId", spec.subnet_id},
                            {"VpcId", vpc},
                            {"Tags", std::move(tags)},
                            {"ConnectivityType", is_public ? "public" : "private"},
                            {"AvailabilityMode", "zonal"}});
    turn_after(call.world, call.world.tables().typical("ec2.CreateNatGateway"),
               key_of(call, nat_gateway_type, id), "State", "pending", "available");
    json::object output{{"NatGateway", shown(call, nat_gateway_type, id)}};
    copy_members(call.input, output, {"ClientToken"});
    return output;
}

Result<json::object> delete_nat_gateway(const Call& call) {
    (void)TRY(lookup_input(call, nat_gateway_type, "NatGatewayId"));
    const auto key = key_of(call, nat_gateway_type, text_of(call.input, "NatGatewayId"));
    call.world.store().update(key, [](json::object& gateway) { gateway["State"] = "deleting"; });
    call.world.after(call.world.tables().typical("ec2.DeleteNatGateway"), deleted_event,
                     payload_of(key));
    return json::object{{"NatGatewayId", key.id}};
}

void gateway_deleted(World& world, const json::object& payload) {
    const auto key = key_from(payload);
    const auto* gateway = world.store().find(key);
    if (gateway == nullptr)
        return;
    for (const auto& allocation : values_at(*gateway, "NatGatewayAddresses[].AllocationId"))
        disassociate_address(world, key.scope, allocation);
    erase_interfaces_of(world, key.scope, kind::nat_gateway, key.id);
    blackhole_routes_to(world, key.scope, key.id);
    const auto now = timestamp(world);
    world.store().update(key, [&](json::object& document) {
        document["State"] = "deleted";
        document["DeleteTime"] = now;
    });
    world.after(shown_after_deletion, "inland:erase", payload_of(key), Jump::No);
}

constexpr std::array operations{
    OperationRow{"CreateNatGateway", ec2<create_nat_gateway>},
    OperationRow{"DeleteNatGateway", ec2<delete_nat_gateway>},
    OperationRow{"DescribeNatGateways", ec2<describe_by_filter<nat_gateway_type>>},
};

}  // namespace

void register_nat_gateway_events(Scheduler& scheduler) {
    scheduler.on(std::string(deleted_event), gateway_deleted);
}

std::span<const OperationRow> nat_gateway_operations() {
    return operations;
}

}  // namespace inland::emulator
