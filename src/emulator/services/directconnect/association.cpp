// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/directconnect/operations.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/ec2/route_table.h"
#include "emulator/services/ec2/transit_gateway.h"
#include "emulator/services/ec2/types.h"
#include "emulator/services/ec2/vpc.h"
#include "emulator/services/identifier.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"
#include "emulator/services/transition.h"
#include "knowledge/tables.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator::directconnect {

namespace {

constexpr std::string_view settled_event = "directconnect:association-settled";
constexpr std::string_view deleted_event = "directconnect:association-deleted";
constexpr std::string_view prefixes_member = "allowedPrefixesToDirectConnectGateway";
constexpr std::string_view added_member = "addAllowedPrefixesToDirectConnectGateway";
constexpr std::string_view removed_member = "removeAllowedPrefixesToDirectConnectGateway";

using Answer = Result<json::object>;

RecordKey association_key(const Call& call, std::string_view id) {
    return {call.global_scope(), std::string(kind::dx_association), std::string(id)};
}

Answer shown_association(const Call& call, const RecordKey& key) {
    return json::object{{"directConnectGatewayAssociation", *call.world.store().find(key)}};
}

/// The gateway in the Region of the call: its record and what the API calls its type.
struct Associated {
    std::string id;
    std::string_view type;
    const json::object* record = nullptr;
};

Result<Associated> associated_of(const Call& call) {
    const auto by_old_name = text_of(call.input, "virtualGatewayId");
    const auto id = by_old_name.empty() ? text_of(call.input, "gatewayId") : by_old_name;
    const bool is_transit = id.starts_with(transit_gateway_type.prefix);
    const auto* record = call.world.store().find(
        key_of(call, is_transit ? transit_gateway_type : vpn_gateway_type, id));
    if (record == nullptr || text_of(*record, "State") != "available")
        return client_exception(fmt::format("Gateway {} does not exist.", id));
    if (any_where(call.world, call.global_scope(), kind::dx_association, "associatedGateway.id",
                  id) &&
        !is_transit)
        return client_exception(
            fmt::format("{} is already associated with a Direct Connect gateway.", id));
    return Associated{id, is_transit ? "transitGateway" : "virtualPrivateGateway", record};
}

Result<void> check_prefixes(const Call& call, std::string_view member) {
    for (const auto& prefix : values_at(call.input, fmt::format("{}[].cidr", member)))
        if (!Ipv4Prefix::parse(prefix))
            return client_exception(fmt::format("{} is not a valid CIDR.", prefix));
    return {};
}

/// Without any that are asked for, a VPN gateway's VPC may be announced (Direct Connect User Guide,
/// allowed prefixes); a transit gateway must be told.
Result<json::array> first_prefixes(const Call& call, const Associated& gateway) {
    const auto& asked = list_of(call.input, added_member);
    if (!asked.empty())
        return asked;
    if (gateway.type == "transitGateway")
        return client_exception("Allowed prefixes must be given for a transit gateway.");
    json::array prefixes;
    const auto* vpc = call.world.store().find(
        {call.scope(), std::string(kind::vpc), text_of(*gateway.record, "_vpc_id")});
    if (vpc != nullptr)
        for (const auto& block : blocks_of(*vpc))
            prefixes.push_back(json::object{{"cidr", block.text()}});
    return prefixes;
}

json::object association_of(const Call& call, const Associated& gateway, json::array prefixes) {
    json::object association{
        {"associationId", new_uuid()},
        {"directConnectGatewayId", text_of(call.input, "directConnectGatewayId")},
        {"directConnectGatewayOwnerAccount", call.caller.account},
        {"associationState", "associating"},
        {"associatedGateway", json::object{{"id", gateway.id},
                                           {"type", gateway.type},
                                           {"ownerAccount", call.caller.account},
                                           {"region", call.caller.region}}},
        {prefixes_member, std::move(prefixes)}};
    if (gateway.type == "transitGateway")
        return association;
    association["virtualGatewayId"] = gateway.id;
    association["virtualGatewayRegion"] = call.caller.region;
    association["virtualGatewayOwnerAccount"] = call.caller.account;
    return association;
}

void settle_later(const Call& call, const RecordKey& key, std::string_view operation) {
    call.world.after(call.world.tables().typical(operation), settled_event, payload_of(key));
}

Answer create(const Call& call) {
    const auto owner = TRY(find_gateway(call));
    const auto gateway = TRY(associated_of(call));
    TRY_VOID(check_prefixes(call, added_member));
    auto association = association_of(call, gateway, TRY(first_prefixes(call, gateway)));
    const auto key = association_key(call, text_of(association, "associationId"));
    call.world.store().put(key, std::move(association));
    if (gateway.type == "transitGateway")
        attach_client(call.world, call.scope(), {gateway.id, "direct-connect-gateway", owner.id});
    settle_later(call, key, "directconnect.CreateDirectConnectGatewayAssociation");
    return shown_association(call, key);
}

/// By its id, or by both gateways.
Result<RecordKey> find_association(const Call& call) {
    const auto id = text_of(call.input, "associationId");
    const auto gateway = text_of(call.input, "virtualGatewayId");
    for (const auto& [other, association] :
         call.world.store().list(call.global_scope(), kind::dx_association))
        if (other == id || (!gateway.empty() && id.empty() &&
                            text_of(*association, "virtualGatewayId") == gateway))
            return association_key(call, other);
    return client_exception(
        fmt::format("Direct Connect Gateway association {} does not exist.", id));
}

/// Made by AWS in minutes; until then the old prefixes are the allowed ones.
Answer update(const Call& call) {
    const auto key = TRY(find_association(call));
    TRY_VOID(check_prefixes(call, added_member));
    const auto& association = *call.world.store().find(key);
    if (text_of(association, "associationState") != "associated")
        return client_exception(fmt::format("Association {} is in an invalid state.", key.id));
    json::array wanted = list_of(association, prefixes_member);
    for (const auto& prefix : values_at(call.input, fmt::format("{}[].cidr", removed_member)))
        erase_where(wanted, "cidr", prefix);
    for (const auto& prefix : values_at(call.input, fmt::format("{}[].cidr", added_member)))
        if (find_where(wanted, "cidr", prefix) == nullptr)
            wanted.push_back(json::object{{"cidr", prefix}});
    call.world.store().update(key, [&](json::object& document) {
        document["associationState"] = "updating";
        document["_wanted"] = std::move(wanted);
    });
    settle_later(call, key, "directconnect.UpdateDirectConnectGatewayAssociation");
    return shown_association(call, key);
}

void refresh_routes(World& world, const json::object& association) {
    const auto& gateway = object_of(association, "associatedGateway");
    refresh_propagations_of(world, {text_of(gateway, "ownerAccount"), text_of(gateway, "region")},
                            text_of(gateway, "id"));
}

void association_settled(World& world, const json::object& payload) {
    const auto key = key_from(payload);
    const bool is_there = world.store().update(key, [](json::object& association) {
        const auto state = text_of(association, "associationState");
        if (state != "associating" && state != "updating")
            return;
        association["associationState"] = "associated";
        if (has(association, "_wanted"))
            association[prefixes_member] = list_of(association, "_wanted");
        association.erase("_wanted");
    });
    if (is_there)
        refresh_routes(world, *world.store().find(key));
}

Answer remove(const Call& call) {
    const auto key = TRY(find_association(call));
    call.world.store().update(
        key, [](json::object& association) { association["associationState"] = "disassociating"; });
    refresh_routes(call.world, *call.world.store().find(key));
    call.world.after(
        call.world.tables().typical("directconnect.DeleteDirectConnectGatewayAssociation"),
        deleted_event, payload_of(key));
    return shown_association(call, key);
}

void association_deleted(World& world, const json::object& payload) {
    const auto key = key_from(payload);
    const auto* association = world.store().find(key);
    if (association == nullptr)
        return;
    const auto& gateway = object_of(*association, "associatedGateway");
    if (text_of(gateway, "type") == "transitGateway")
        detach_client(world, {text_of(gateway, "ownerAccount"), text_of(gateway, "region")},
                      text_of(*association, "directConnectGatewayId"));
    world.store().erase(key);
}

struct Selector {
    std::string_view member;
    std::string_view path;
};
constexpr std::array selectors{Selector{"associationId", "associationId"},
                               Selector{"associatedGatewayId", "associatedGateway.id"},
                               Selector{"virtualGatewayId", "virtualGatewayId"},
                               Selector{"directConnectGatewayId", "directConnectGatewayId"}};

bool is_asked(const Call& call, const json::object& association) {
    return std::ranges::all_of(selectors, [&](const Selector& selector) {
        const auto wanted = text_of(call.input, selector.member);
        return wanted.empty() || string_or_empty(association, selector.path) == wanted;
    });
}

Answer describe(const Call& call) {
    json::array found;
    for (const auto& [id, association] :
         call.world.store().list(call.global_scope(), kind::dx_association))
        if (is_asked(call, *association))
            found.emplace_back(*association);
    return paged(call, "directConnectGatewayAssociations", std::move(found));
}

constexpr std::array operations{
    OperationRow{"CreateDirectConnectGatewayAssociation", create},
    OperationRow{"UpdateDirectConnectGatewayAssociation", update},
    OperationRow{"DeleteDirectConnectGatewayAssociation", remove},
    OperationRow{"DescribeDirectConnectGatewayAssociations", describe},
};

}  // namespace

void register_association_events(Scheduler& scheduler) {
    scheduler.on(std::string(settled_event), association_settled);
    scheduler.on(std::string(deleted_event), association_deleted);
}

std::span<const OperationRow> association_operations() {
    return operations;
}

}  // namespace inland::emulator::directconnect
