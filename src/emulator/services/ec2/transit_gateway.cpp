// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/ec2/transit_gateway.h"

#include "emulator/services/arn.h"
#include "emulator/services/ec2/describe.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/ec2/types.h"
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

constexpr auto filters = std::to_array<FilterRow>({
    {"options.amazon-side-asn", "Options.AmazonSideAsn"},
    {"options.association-default-route-table-id", "Options.AssociationDefaultRouteTableId"},
    {"options.auto-accept-shared-attachments", "Options.AutoAcceptSharedAttachments"},
    {"options.default-route-table-association", "Options.DefaultRouteTableAssociation"},
    {"options.default-route-table-propagation", "Options.DefaultRouteTablePropagation"},
    {"options.dns-support", "Options.DnsSupport"},
    {"options.propagation-default-route-table-id", "Options.PropagationDefaultRouteTableId"},
    {"options.vpn-ecmp-support", "Options.VpnEcmpSupport"},
    {"owner-id", "OwnerId"},
    {"state", "State"},
    {"transit-gateway-id", "TransitGatewayId"},
});

json::object default_options() {
    constexpr std::int64_t amazon_asn = 64512;
    return {{"AmazonSideAsn", amazon_asn},
            {"TransitGatewayCidrBlocks", json::array()},
            {"AutoAcceptSharedAttachments", "disable"},
            {"DefaultRouteTableAssociation", "enable"},
            {"DefaultRouteTablePropagation", "enable"},
            {"VpnEcmpSupport", "enable"},
            {"DnsSupport", "enable"},
            {"SecurityGroupReferencingSupport", "disable"},
            {"MulticastSupport", "disable"}};
}

bool is_enabled(const json::object& options, std::string_view member) {
    return text_of(options, member) == "enable";
}

/// The table that attachments get by themselves, where the options want one.
void make_default_table(const Call& call, const std::string& id, json::object& options) {
    const bool associates = is_enabled(options, "DefaultRouteTableAssociation");
    const bool propagates = is_enabled(options, "DefaultRouteTablePropagation");
    if (!associates && !propagates)
        return;
    const auto table = make_transit_route_table(call, id, json::array());
    call.world.store().update(key_of(call, transit_gateway_route_table_type, table),
                              [&](json::object& document) {
                                  document["DefaultAssociationRouteTable"] = associates;
                                  document["DefaultPropagationRouteTable"] = propagates;
                              });
    if (associates)
        options["AssociationDefaultRouteTableId"] = table;
    if (propagates)
        options["PropagationDefaultRouteTableId"] = table;
}

std::size_t living_gateways(const Call& call) {
    const auto gateways = call.world.store().list(call.scope(), kind::transit_gateway);
    return static_cast<std::size_t>(std::ranges::count_if(
        gateways, [](const auto& gateway) { return is_transit_living(*gateway.second); }));
}

Result<json::object> create(const Call& call) {
    auto options = default_options();
    for (const auto& [member, value] : object_of(call.input, "Options"))
        options[member] = value;
    if (is_enabled(options, "MulticastSupport"))
        return refuse("InvalidParameterValue",
                      "Multicast on transit gateways is not emulated by Inland.");
    auto tags = TRY(tags_for(call, transit_gateway_type));
    TRY_VOID(check_quota(call, "ec2.TransitGatewaysPerAccount", living_gateways(call) + 1));
    const auto id = call.world.new_id(transit_gateway_type.prefix);
    make_default_table(call, id, options);
    const auto key = key_of(call, transit_gateway_type, id);
    call.world.store().put(
        key, {{"TransitGatewayId", id},
              {"TransitGatewayArn", arn(call.world, call.scope(), "ec2", "transit-gateway/" + id)},
              {"State", "pending"},
              {"OwnerId", call.caller.account},
              {"Description", text_of(call.input, "Description")},
              {"CreationTime", timestamp(call.world)},
              {"Options", std::move(options)},
              {"Tags", std::move(tags)}});
    turn_after(call.world, call.world.tables().typical("ec2.CreateTransitGateway"), key, "State",
               "pending", "available");
    return json::object{{"TransitGateway", shown(call, transit_gateway_type, id)}};
}

/// Blocks are added and removed; every other option is replaced.
void modify_options(const json::object& change, json::object& options) {
    for (const auto& [member, value] : change) {
        if (member != "AddTransitGatewayCidrBlocks" && member != "RemoveTransitGatewayCidrBlocks")
            options[member] = value;
    }
    json::array blocks;
    const auto removed = texts_of(change, "RemoveTransitGatewayCidrBlocks");
    for (const auto& block : texts_of(options, "TransitGatewayCidrBlocks"))
        if (std::ranges::find(removed, block) == removed.end())
            blocks.emplace_back(block);
    for (const auto& block : texts_of(change, "AddTransitGatewayCidrBlocks"))
        blocks.emplace_back(block);
    options["TransitGatewayCidrBlocks"] = std::move(blocks);
}

Result<json::object> modify(const Call& call) {
    (void)TRY(lookup_input(call, transit_gateway_type, "TransitGatewayId"));
    const auto id = text_of(call.input, "TransitGatewayId");
    call.world.store().update(key_of(call, transit_gateway_type, id), [&](json::object& gateway) {
        copy_members(call.input, gateway, {"Description"});
        modify_options(object_of(call.input, "Options"), object_in(gateway, "Options"));
    });
    return json::object{{"TransitGateway", shown(call, transit_gateway_type, id)}};
}

/// What of a kind still belongs to a gateway.
std::vector<std::string> living_parts(const Call& call, std::string_view kind,
                                      const std::string& id) {
    std::vector<std::string> parts;
    for (const auto& [part, document] :
         records_where(call.world, call.scope(), kind, "TransitGatewayId", id))
        if (is_transit_living(*document))
            parts.push_back(part);
    return parts;
}

Result<json::object> remove(const Call& call) {
    const auto* gateway = TRY(lookup_input(call, transit_gateway_type, "TransitGatewayId"));
    const auto id = text_of(call.input, "TransitGatewayId");
    const auto attachments = living_parts(call, kind::transit_gateway_attachment, id);
    if (!attachments.empty())
        return refuse("IncorrectState",
                      fmt::format("{} has non-deleted Transit Gateway Attachments: {}.", id,
                                  attachments.front()));
    const auto& options = object_of(*gateway, "Options");
    for (const auto& table : living_parts(call, kind::transit_gateway_route_table, id)) {
        if (table != text_of(options, "AssociationDefaultRouteTableId") &&
            table != text_of(options, "PropagationDefaultRouteTableId"))
            return refuse(
                "IncorrectState",
                fmt::format("{} has non-deleted Transit Gateway Route Tables: {}.", id, table));
    }
    for (const auto& table : living_parts(call, kind::transit_gateway_route_table, id))
        delete_in_time(call, key_of(call, transit_gateway_route_table_type, table),
                       "ec2.DeleteTransitGatewayRouteTable");
    delete_in_time(call, key_of(call, transit_gateway_type, id), "ec2.DeleteTransitGateway");
    return json::object{{"TransitGateway", shown(call, transit_gateway_type, id)}};
}

constexpr std::array operations{
    OperationRow{"CreateTransitGateway", ec2<create>},
    OperationRow{"ModifyTransitGateway", ec2<modify>},
    OperationRow{"DeleteTransitGateway", ec2<remove>},
    OperationRow{"DescribeTransitGateways", ec2<describe_type<transit_gateway_type>>},
};

}  // namespace

const ResourceType transit_gateway_type{
    .kind = kind::transit_gateway,
    .tag_type = "transit-gateway",
    .prefix = "tgw-",
    .id_member = "TransitGatewayId",
    .ids_input = "TransitGatewayIds",
    .list_output = "TransitGateways",
    .not_found_code = "InvalidTransitGatewayID.NotFound",
    .not_found_text = "Transit Gateway {} was deleted or does not exist.",
    .malformed_code = "InvalidTransitGatewayID.Malformed",
    .filters = filters,
};

void delete_in_time(const Call& call, const RecordKey& key, std::string_view operation) {
    const auto delay = call.world.tables().typical(operation);
    call.world.store().update(key, [](json::object& document) { document["State"] = "deleting"; });
    turn_after(call.world, delay, key, "State", "deleting", "deleted");
    call.world.after(delay + transit_shown_after_deletion, "inland:erase", payload_of(key),
                     Jump::No);
}

bool is_transit_living(const json::object& document) {
    return !text_of(document, "State").starts_with("delet");
}

std::span<const OperationRow> transit_gateway_operations() {
    return operations;
}

}  // namespace inland::emulator
