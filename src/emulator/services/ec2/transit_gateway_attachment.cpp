// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/ec2/describe.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/ec2/network_interface.h"
#include "emulator/services/ec2/route_table.h"
#include "emulator/services/ec2/transit_gateway.h"
#include "emulator/services/ec2/types.h"
#include "emulator/services/events.h"
#include "emulator/services/members.h"
#include "emulator/services/operation.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"
#include "emulator/services/tables.h"
#include "emulator/services/transition.h"
#include "knowledge/tables.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

constexpr auto filters = std::to_array<FilterRow>({
    {"association.state", "_association.State"},
    {"association.transit-gateway-route-table-id", "_association.TransitGatewayRouteTableId"},
    {"resource-id", "_resource_id"},
    {"resource-owner-id", "VpcOwnerId"},
    {"resource-type", "_resource_type"},
    {"state", "State"},
    {"transit-gateway-attachment-id", "TransitGatewayAttachmentId"},
    {"transit-gateway-id", "TransitGatewayId"},
    {"transit-gateway-owner-id", "VpcOwnerId"},
    {"vpc-id", "VpcId"},
});

constexpr std::string_view deleted_event = "ec2:transit-gateway-attachment-deleted";

Result<void> check_subnets(const Call& call, const std::string& vpc,
                           const std::vector<std::string>& subnets) {
    std::set<std::string> zones;
    for (const auto& id : subnets) {
        const auto* subnet = TRY(lookup(call, subnet_type, id));
        if (text_of(*subnet, "VpcId") != vpc)
            return refuse("InvalidSubnetID.NotFound",
                          fmt::format("The subnet ID '{}' does not exist in {}", id, vpc));
        if (!zones.insert(text_of(*subnet, "AvailabilityZone")).second)
            return refuse("DuplicateSubnetsInSameZone",
                          fmt::format("Duplicate Subnets for same AZ: {}", id));
    }
    if (zones.empty())
        return refuse("MissingParameter", "The request must contain the parameter SubnetIds");
    return {};
}

Result<void> check_new(const Call& call, const json::object& gateway, const std::string& vpc) {
    const auto id = text_of(gateway, "TransitGatewayId");
    if (text_of(gateway, "State") != "available")
        return refuse("IncorrectState", fmt::format("{} is in invalid state", id));
    for (const auto& [other_id, other] :
         records_where(call.world, call.scope(), kind::transit_gateway_attachment, "VpcId", vpc))
        if (text_of(*other, "TransitGatewayId") == id && is_transit_living(*other))
            return refuse("DuplicateTransitGatewayAttachment",
                          fmt::format("{} has non-deleted Transit Gateway Attachments with same "
                                      "VPC ID.",
                                      id));
    return {};
}

Result<void> add_interfaces(const Call& call, const std::string& attachment,
                            const std::vector<std::string>& subnets) {
    NewInterface spec;
    spec.owner_kind = kind::transit_gateway_attachment;
    spec.owner_id = attachment;
    spec.description = "Network Interface for Transit Gateway Attachment " + attachment;
    spec.interface_type = "transit_gateway";
    spec.requester_id = call.caller.account;
    for (const auto& subnet : subnets) {
        spec.subnet_id = subnet;
        (void)TRY(make_network_interface(call.world, call.scope(), spec));
    }
    return {};
}

json::object options_of(const Call& call) {
    json::object options{{"DnsSupport", "enable"},
                         {"SecurityGroupReferencingSupport", "enable"},
                         {"Ipv6Support", "disable"},
                         {"ApplianceModeSupport", "disable"}};
    for (const auto& [member, value] : object_of(call.input, "Options"))
        options[member] = value;
    return options;
}

Result<json::object> create(const Call& call) {
    const auto gateway = *TRY(lookup_input(call, transit_gateway_type, "TransitGatewayId"));
    const auto* vpc = TRY(lookup_input(call, vpc_type, "VpcId"));
    const auto vpc_id = text_of(*vpc, "VpcId");
    const auto subnets = texts_of(call.input, "SubnetIds");
    TRY_VOID(check_new(call, gateway, vpc_id));
    TRY_VOID(check_subnets(call, vpc_id, subnets));
    auto tags = TRY(tags_for(call, transit_gateway_attachment_type));
    const auto id = call.world.new_id(transit_gateway_attachment_type.prefix);
    TRY_VOID(add_interfaces(call, id, subnets));
    const auto key = key_of(call, transit_gateway_attachment_type, id);
    call.world.store().put(key, {{"TransitGatewayAttachmentId", id},
                                 {"TransitGatewayId", text_of(gateway, "TransitGatewayId")},
                                 {"VpcId", vpc_id},
                                 {"VpcOwnerId", call.caller.account},
                                 {"State", "pending"},
                                 {"SubnetIds", array_of(subnets)},
                                 {"CreationTime", timestamp(call.world)},
                                 {"Options", options_of(call)},
                                 {"Tags", std::move(tags)},
                                 {"_resource_type", "vpc"},
                                 {"_resource_id", vpc_id}});
    join_default_tables(call.world, gateway, key);
    turn_after(call.world, call.world.tables().typical("ec2.CreateTransitGatewayVpcAttachment"),
               key, "State", "pending", "available");
    return json::object{
        {"TransitGatewayVpcAttachment", shown(call, transit_gateway_attachment_type, id)}};
}

void drop_interfaces(const Call& call, const std::string& attachment,
                     const std::vector<std::string>& subnets) {
    for (const auto& id :
         interfaces_of(call.world, call.scope(), kind::transit_gateway_attachment, attachment)) {
        const auto key = key_of(call, network_interface_type, id);
        const auto subnet = text_of(*call.world.store().find(key), "SubnetId");
        if (std::ranges::find(subnets, subnet) != subnets.end())
            call.world.store().erase(key);
    }
}

Result<json::object> modify(const Call& call) {
    auto attachment =
        *TRY(lookup_input(call, transit_gateway_attachment_type, "TransitGatewayAttachmentId"));
    const auto id = text_of(attachment, "TransitGatewayAttachmentId");
    const auto added = texts_of(call.input, "AddSubnetIds");
    const auto removed = texts_of(call.input, "RemoveSubnetIds");
    std::vector<std::string> subnets;
    for (const auto& subnet : texts_of(attachment, "SubnetIds"))
        if (std::ranges::find(removed, subnet) == removed.end())
            subnets.push_back(subnet);
    subnets.insert(subnets.end(), added.begin(), added.end());
    TRY_VOID(check_subnets(call, text_of(attachment, "VpcId"), subnets));
    TRY_VOID(add_interfaces(call, id, added));
    drop_interfaces(call, id, removed);
    attachment["SubnetIds"] = array_of(subnets);
    for (const auto& [member, value] : object_of(call.input, "Options"))
        object_in(attachment, "Options")[member] = value;
    const auto key = key_of(call, transit_gateway_attachment_type, id);
    attachment["State"] = "modifying";
    call.world.store().put(key, std::move(attachment));
    turn_after(call.world, call.world.tables().typical("ec2.AssociateTransitGatewayRouteTable"),
               key, "State", "modifying", "available");
    return json::object{
        {"TransitGatewayVpcAttachment", shown(call, transit_gateway_attachment_type, id)}};
}

Result<json::object> remove(const Call& call) {
    const auto* attachment =
        TRY(lookup_input(call, transit_gateway_attachment_type, "TransitGatewayAttachmentId"));
    const auto id = text_of(*attachment, "TransitGatewayAttachmentId");
    if (text_of(*attachment, "State") != "available")
        return refuse("IncorrectState", fmt::format("{} is in invalid state", id));
    const auto key = key_of(call, transit_gateway_attachment_type, id);
    const auto delay = call.world.tables().typical("ec2.DeleteTransitGatewayVpcAttachment");
    delete_in_time(call, key, "ec2.DeleteTransitGatewayVpcAttachment");
    call.world.after(delay, deleted_event, payload_of(key));
    return json::object{
        {"TransitGatewayVpcAttachment", shown(call, transit_gateway_attachment_type, id)}};
}

/// Its interfaces and its place in every table go; routes of the VPC's tables to the gateway lead
/// nowhere.
void attachment_deleted(World& world, const json::object& payload) {
    const auto key = key_from(payload);
    erase_interfaces_of(world, key.scope, kind::transit_gateway_attachment, key.id);
    std::string vpc;
    std::string gateway;
    world.store().update(key, [&](json::object& document) {
        document.erase("_association");
        document.erase("_propagations");
        vpc = text_of(document, "VpcId");
        gateway = text_of(document, "TransitGatewayId");
    });
    for (const auto& [id, table] : records_where(world, key.scope, kind::route_table, "VpcId", vpc))
        world.store().update({key.scope, std::string(kind::route_table), id},
                             [&](json::object& document) {
                                 for (auto& route : list_in(document, "Routes"))
                                     if (text_of(route.get_object(), "TransitGatewayId") == gateway)
                                         route.get_object()["State"] = "blackhole";
                             });
}

/// The form of DescribeTransitGatewayAttachments, which knows VPN connections and others besides.
json::object general_row(const json::object& attachment) {
    json::object row = transit_resource(attachment);
    copy_members(attachment, row, {"TransitGatewayId", "State", "CreationTime", "Tags"});
    row["TransitGatewayOwnerId"] = attachment.at("VpcOwnerId");
    row["ResourceOwnerId"] = attachment.at("VpcOwnerId");
    if (has(attachment, "_association"))
        row["Association"] = attachment.at("_association");
    return row;
}

Result<json::object> describe_all(const Call& call) {
    json::array rows;
    for (const auto& attachment : TRY(select(call, transit_gateway_attachment_type)))
        rows.push_back(general_row(attachment.as_object()));
    return paginate(call, "TransitGatewayAttachments", std::move(rows));
}

/// Those of VPN connections and of Direct Connect are other calls' matter.
Result<json::object> describe_vpc_attachments(const Call& call) {
    json::array rows;
    for (auto& attachment : TRY(select(call, transit_gateway_attachment_type)))
        if (text_of(attachment.as_object(), "_resource_type") == "vpc")
            rows.push_back(std::move(attachment));
    return paginate(call, "TransitGatewayVpcAttachments", std::move(rows));
}

constexpr std::array operations{
    OperationRow{"CreateTransitGatewayVpcAttachment", ec2<create>},
    OperationRow{"ModifyTransitGatewayVpcAttachment", ec2<modify>},
    OperationRow{"DeleteTransitGatewayVpcAttachment", ec2<remove>},
    OperationRow{"DescribeTransitGatewayVpcAttachments", ec2<describe_vpc_attachments>},
    OperationRow{"DescribeTransitGatewayAttachments", ec2<describe_all>},
};

}  // namespace

const ResourceType transit_gateway_attachment_type{
    .kind = kind::transit_gateway_attachment,
    .tag_type = "transit-gateway-attachment",
    .prefix = "tgw-attach-",
    .id_member = "TransitGatewayAttachmentId",
    .ids_input = "TransitGatewayAttachmentIds",
    .list_output = "TransitGatewayVpcAttachments",
    .not_found_code = "InvalidTransitGatewayAttachmentID.NotFound",
    .not_found_text = "Transit Gateway Attachment {} was deleted or does not exist.",
    .malformed_code = "InvalidTransitGatewayAttachmentID.Malformed",
    .filters = filters,
};

void join_default_tables(World& world, const json::object& gateway, const RecordKey& key) {
    const auto& options = object_of(gateway, "Options");
    if (has(options, "AssociationDefaultRouteTableId"))
        associate_transit(world, key, text_of(options, "AssociationDefaultRouteTableId"));
    if (has(options, "PropagationDefaultRouteTableId"))
        propagate_transit(world, key, text_of(options, "PropagationDefaultRouteTableId"));
}

json::object transit_resource(const json::object& attachment) {
    return {{"TransitGatewayAttachmentId", text_of(attachment, "TransitGatewayAttachmentId")},
            {"ResourceId", attachment.at("_resource_id")},
            {"ResourceType", attachment.at("_resource_type")}};
}

void register_transit_gateway_events(Scheduler& scheduler) {
    scheduler.on(std::string(deleted_event), attachment_deleted);
}

std::span<const OperationRow> transit_gateway_attachment_operations() {
    return operations;
}

}  // namespace inland::emulator
