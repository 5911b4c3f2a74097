// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/ec2/describe.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/ec2/transit_gateway.h"
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
    {"default-association-route-table", "DefaultAssociationRouteTable"},
    {"default-propagation-route-table", "DefaultPropagationRouteTable"},
    {"state", "State"},
    {"transit-gateway-id", "TransitGatewayId"},
    {"transit-gateway-route-table-id", "TransitGatewayRouteTableId"},
});

/// Of the lists of a table's associations and propagations.
constexpr auto member_filters = std::to_array<FilterRow>({
    {"resource-id", "ResourceId"},
    {"resource-type", "ResourceType"},
    {"transit-gateway-attachment-id", "TransitGatewayAttachmentId"},
    {"transit-gateway-route-table-id", "TransitGatewayRouteTableId"},
});

constexpr std::string_view table_member = "TransitGatewayRouteTableId";

Result<json::object> create(const Call& call) {
    const auto* gateway = TRY(lookup_input(call, transit_gateway_type, "TransitGatewayId"));
    const auto id = text_of(*gateway, "TransitGatewayId");
    if (text_of(*gateway, "State") != "available")
        return refuse("IncorrectState", fmt::format("{} is in invalid state", id));
    auto tags = TRY(tags_for(call, transit_gateway_route_table_type));
    TRY_VOID(check_one_more(call, "ec2.RouteTablesPerTransitGateway",
                            kind::transit_gateway_route_table, "TransitGatewayId", id));
    const auto table = make_transit_route_table(call, id, std::move(tags));
    return json::object{
        {"TransitGatewayRouteTable", shown(call, transit_gateway_route_table_type, table)}};
}

/// The attachments for which `member` names the table.
std::vector<std::pair<std::string, const json::object*>> attachments_of(const Call& call,
                                                                        std::string_view path,
                                                                        std::string_view table) {
    return records_where(call.world, call.scope(), kind::transit_gateway_attachment, path, table);
}
constexpr std::string_view association_path = "_association.TransitGatewayRouteTableId";
constexpr std::string_view propagation_path = "_propagations[].TransitGatewayRouteTableId";

Result<json::object> remove(const Call& call) {
    const auto* table = TRY(lookup_input(call, transit_gateway_route_table_type, table_member));
    const auto id = text_of(*table, table_member);
    if (!attachments_of(call, association_path, id).empty())
        return refuse("IncorrectState", fmt::format("{} has associated attachments", id));
    if (flag_of(*table, "DefaultAssociationRouteTable"))
        return refuse("IncorrectState", fmt::format("Cannot delete Default Route Table: {}", id));
    delete_in_time(call, key_of(call, transit_gateway_route_table_type, id),
                   "ec2.DeleteTransitGatewayRouteTable");
    return json::object{
        {"TransitGatewayRouteTable", shown(call, transit_gateway_route_table_type, id)}};
}

/// The table and the attachment that a call names, both of one gateway.
struct Pair {
    std::string table;
    json::object attachment;
    RecordKey key;  ///< the attachment's
};

Result<Pair> pair_of(const Call& call) {
    const auto* table = TRY(lookup_input(call, transit_gateway_route_table_type, table_member));
    const auto* attachment =
        TRY(lookup_input(call, transit_gateway_attachment_type, "TransitGatewayAttachmentId"));
    const auto id = text_of(*attachment, "TransitGatewayAttachmentId");
    if (text_of(*table, "TransitGatewayId") != text_of(*attachment, "TransitGatewayId"))
        return refuse(
            std::string(transit_gateway_attachment_type.not_found_code),
            fmt::format("Transit Gateway Attachment {} is of another Transit Gateway.", id));
    return Pair{text_of(*table, table_member), *attachment,
                key_of(call, transit_gateway_attachment_type, id)};
}

json::object membership(const Pair& pair, std::string_view state) {
    auto row = transit_resource(pair.attachment);
    row[table_member] = pair.table;
    row["State"] = state;
    return row;
}

Result<json::object> associate(const Call& call) {
    const auto pair = TRY(pair_of(call));
    if (has(pair.attachment, "_association"))
        return refuse("Resource.AlreadyAssociated",
                      fmt::format("Transit Gateway Attachment {} is already associated to a route "
                                  "table.",
                                  pair.key.id));
    associate_transit(call.world, pair.key, pair.table);
    return json::object{{"Association", membership(pair, "associating")}};
}

Result<json::object> disassociate(const Call& call) {
    const auto pair = TRY(pair_of(call));
    if (text_of(object_of(pair.attachment, "_association"), table_member) != pair.table)
        return refuse("InvalidAssociation.NotFound",
                      fmt::format("{} is not associated with {}", pair.key.id, pair.table));
    call.world.store().update(pair.key,
                              [](json::object& document) { document.erase("_association"); });
    return json::object{{"Association", membership(pair, "disassociating")}};
}

Result<json::object> enable(const Call& call) {
    const auto pair = TRY(pair_of(call));
    const auto tables = propagations_of(pair.attachment);
    if (std::ranges::find(tables, pair.table) != tables.end())
        return refuse(
            "TransitGatewayRouteTablePropagation.Duplicate",
            fmt::format("Propagation for {} is already enabled on {}", pair.key.id, pair.table));
    propagate_transit(call.world, pair.key, pair.table);
    return json::object{{"Propagation", membership(pair, "enabled")}};
}

Result<json::object> disable(const Call& call) {
    const auto pair = TRY(pair_of(call));
    const auto tables = propagations_of(pair.attachment);
    if (std::ranges::find(tables, pair.table) == tables.end())
        return refuse(
            "TransitGatewayRouteTablePropagation.NotFound",
            fmt::format("Propagation for {} is not enabled on {}", pair.key.id, pair.table));
    call.world.store().update(pair.key, [&](json::object& document) {
        erase_where(list_in(document, "_propagations"), table_member, pair.table);
    });
    return json::object{{"Propagation", membership(pair, "disabled")}};
}

Result<json::object> members_page(const Call& call, std::string_view output, json::array rows) {
    TRY_VOID(check_filters(call, member_filters));
    json::array selected;
    for (auto& row : rows)
        if (matches_filters(call, member_filters, row.as_object()))
            selected.push_back(std::move(row));
    return paginate(call, output, std::move(selected));
}

Result<json::object> get_associations(const Call& call) {
    (void)TRY(lookup_input(call, transit_gateway_route_table_type, table_member));
    json::array rows;
    for (const auto& [id, attachment] :
         attachments_of(call, association_path, text_of(call.input, table_member))) {
        auto row = transit_resource(*attachment);
        copy_members(object_of(*attachment, "_association"), row, {"State"});
        rows.push_back(std::move(row));
    }
    return members_page(call, "Associations", std::move(rows));
}

Result<json::object> get_propagations(const Call& call) {
    (void)TRY(lookup_input(call, transit_gateway_route_table_type, table_member));
    json::array rows;
    for (const auto& [id, attachment] :
         attachments_of(call, propagation_path, text_of(call.input, table_member))) {
        auto row = transit_resource(*attachment);
        row["State"] = "enabled";
        rows.push_back(std::move(row));
    }
    return members_page(call, "TransitGatewayRouteTablePropagations", std::move(rows));
}

Result<json::object> get_attachment_propagations(const Call& call) {
    const auto* attachment =
        TRY(lookup_input(call, transit_gateway_attachment_type, "TransitGatewayAttachmentId"));
    json::array rows;
    for (const auto& table : propagations_of(*attachment))
        rows.push_back(json::object{{table_member, table}, {"State", "enabled"}});
    return members_page(call, "TransitGatewayAttachmentPropagations", std::move(rows));
}

constexpr std::array operations{
    OperationRow{"CreateTransitGatewayRouteTable", ec2<create>},
    OperationRow{"DeleteTransitGatewayRouteTable", ec2<remove>},
    OperationRow{"DescribeTransitGatewayRouteTables",
                 ec2<describe_type<transit_gateway_route_table_type>>},
    OperationRow{"AssociateTransitGatewayRouteTable", ec2<associate>},
    OperationRow{"DisassociateTransitGatewayRouteTable", ec2<disassociate>},
    OperationRow{"GetTransitGatewayRouteTableAssociations", ec2<get_associations>},
    OperationRow{"EnableTransitGatewayRouteTablePropagation", ec2<enable>},
    OperationRow{"DisableTransitGatewayRouteTablePropagation", ec2<disable>},
    OperationRow{"GetTransitGatewayRouteTablePropagations", ec2<get_propagations>},
    OperationRow{"GetTransitGatewayAttachmentPropagations", ec2<get_attachment_propagations>},
};

}  // namespace

const ResourceType transit_gateway_route_table_type{
    .kind = kind::transit_gateway_route_table,
    .tag_type = "transit-gateway-route-table",
    .prefix = "tgw-rtb-",
    .id_member = table_member,
    .ids_input = "TransitGatewayRouteTableIds",
    .list_output = "TransitGatewayRouteTables",
    .not_found_code = "InvalidRouteTableID.NotFound",
    .not_found_text = "Transit Gateway Route Table {} was deleted or does not exist.",
    .malformed_code = "InvalidRouteTableId.Malformed",
    .filters = filters,
};

std::string make_transit_route_table(const Call& call, const std::string& gateway_id,
                                     json::array tags) {
    auto id = call.world.new_id(transit_gateway_route_table_type.prefix);
    const auto key = key_of(call, transit_gateway_route_table_type, id);
    call.world.store().put(key, {{table_member, id},
                                 {"TransitGatewayId", gateway_id},
                                 {"State", "pending"},
                                 {"DefaultAssociationRouteTable", false},
                                 {"DefaultPropagationRouteTable", false},
                                 {"CreationTime", timestamp(call.world)},
                                 {"Tags", std::move(tags)},
                                 {"_routes", json::array()}});
    turn_after(call.world, call.world.tables().typical("ec2.CreateTransitGatewayRouteTable"), key,
               "State", "pending", "available");
    return id;
}

void associate_transit(World& world, const RecordKey& attachment, const std::string& table_id) {
    world.store().update(attachment, [&](json::object& document) {
        document["_association"] = json::object{{table_member, table_id}, {"State", "associating"}};
    });
    turn_after(world, world.tables().typical("ec2.AssociateTransitGatewayRouteTable"), attachment,
               "_association.State", "associating", "associated");
}

void propagate_transit(World& world, const RecordKey& attachment, const std::string& table_id) {
    world.store().update(attachment, [&](json::object& document) {
        list_in(document, "_propagations").push_back(json::object{{table_member, table_id}});
    });
}

std::vector<std::string> propagations_of(const json::object& attachment) {
    return values_at(attachment, propagation_path);
}

std::span<const OperationRow> transit_gateway_route_table_operations() {
    return operations;
}

}  // namespace inland::emulator
