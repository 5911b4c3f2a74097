// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/ec2/route_table.h"

#include "emulator/services/ec2/describe.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/ec2/types.h"
#include "emulator/services/ec2/vpc.h"
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

json::object local_route(const Ipv4Prefix& cidr) {
    return {{"DestinationCidrBlock", cidr.text()},
            {"GatewayId", "local"},
            {"Origin", "CreateRouteTable"},
            {"State", "active"}};
}

json::array local_routes(const World& world, const Scope& scope, std::string_view vpc_id) {
    json::array routes;
    const auto* vpc = world.store().find({scope, std::string(kind::vpc), std::string(vpc_id)});
    if (vpc != nullptr)
        for (const auto& block : blocks_of(*vpc))
            routes.push_back(local_route(block));
    return routes;
}

std::string make_route_table(World& world, const Scope& scope, std::string_view vpc_id,
                             json::array tags) {
    auto id = world.new_id(route_table_type.prefix);
    world.store().put({scope, std::string(kind::route_table), id},
                      {{"Associations", json::array()},
                       {"PropagatingVgws", json::array()},
                       {"RouteTableId", id},
                       {"Routes", local_routes(world, scope, vpc_id)},
                       {"Tags", std::move(tags)},
                       {"VpcId", vpc_id},
                       {"OwnerId", scope.account}});
    return id;
}

json::object association_of(World& world, std::string_view table, std::string_view member,
                            std::string_view target) {
    json::object association{{"Main", member.empty()},
                             {"RouteTableAssociationId", world.new_id("rtbassoc-")},
                             {"RouteTableId", table}};
    if (!member.empty())
        association[member] = target;
    association["AssociationState"] = json::object{{"State", "associated"}};
    return association;
}

Result<json::object> create_route_table(const Call& call) {
    (void)TRY(lookup_input(call, vpc_type, "VpcId"));
    auto tags = TRY(tags_for(call, route_table_type));
    TRY_VOID(check_one_more(call, "ec2.RouteTablesPerVpc", kind::route_table, "VpcId",
                            text_of(call.input, "VpcId")));
    const auto id =
        make_route_table(call.world, call.scope(), text_of(call.input, "VpcId"), std::move(tags));
    return json::object{{"RouteTable", shown(call, route_table_type, id)}};
}

Result<json::object> delete_route_table(const Call& call) {
    const auto* table = TRY(lookup_input(call, route_table_type, "RouteTableId"));
    const auto id = text_of(call.input, "RouteTableId");
    if (!list_of(*table, "Associations").empty())
        return dependency_violation("routeTable", id);
    call.world.store().erase(key_of(call, route_table_type, id));
    return json::object{};
}

/// Which table an association stands in, and the association.
struct Found {
    std::string table;
    json::object association;
};

Result<Found> find_association(const Call& call) {
    TRY_VOID(require(call, {"AssociationId"}));
    const auto id = text_of(call.input, "AssociationId");
    const auto owners = records_where(call.world, call.scope(), kind::route_table,
                                      "Associations[].RouteTableAssociationId", id);
    if (owners.empty())
        return refuse("InvalidAssociationID.NotFound",
                      fmt::format("The association ID '{}' does not exist", id));
    return Found{owners.front().first, *find_where(list_of(*owners.front().second, "Associations"),
                                                   "RouteTableAssociationId", id)};
}

Result<json::object> associate_route_table(const Call& call) {
    const auto* table = TRY(lookup_input(call, route_table_type, "RouteTableId"));
    const bool to_gateway = has(call.input, "GatewayId");
    const std::string_view member = to_gateway ? "GatewayId" : "SubnetId";
    const auto target = text_of(call.input, member);
    if (!to_gateway) {
        const auto* subnet = TRY(lookup_input(call, subnet_type, "SubnetId"));
        if (text_of(*subnet, "VpcId") != text_of(*table, "VpcId"))
            return refuse("InvalidParameterValue",
                          fmt::format("Route table {} and subnet {} belong to different networks",
                                      text_of(call.input, "RouteTableId"), target));
    }
    if (any_where(call.world, call.scope(), kind::route_table,
                  fmt::format("Associations[].{}", member), target))
        return refuse("Resource.AlreadyAssociated",
                      fmt::format("the specified association for route table {} conflicts with an "
                                  "existing association",
                                  text_of(call.input, "RouteTableId")));
    const auto key = key_of(call, route_table_type, text_of(call.input, "RouteTableId"));
    auto association = association_of(call.world, key.id, member, target);
    call.world.store().update(key, [&](json::object& document) {
        list_in(document, "Associations").push_back(association);
    });
    return json::object{{"AssociationId", association.at("RouteTableAssociationId")},
                        {"AssociationState", association.at("AssociationState")}};
}

void drop_association(const Call& call, const Found& found) {
    call.world.store().update(
        key_of(call, route_table_type, found.table), [&](json::object& document) {
            erase_where(list_in(document, "Associations"), "RouteTableAssociationId",
                        text_of(found.association, "RouteTableAssociationId"));
        });
}

Result<json::object> disassociate_route_table(const Call& call) {
    const auto found = TRY(find_association(call));
    if (flag_of(found.association, "Main"))
        return refuse("InvalidParameterValue",
                      fmt::format("cannot disassociate the main route table association {}",
                                  text_of(call.input, "AssociationId")));
    drop_association(call, found);
    return json::object{};
}

Result<json::object> replace_route_table_association(const Call& call) {
    (void)TRY(lookup_input(call, route_table_type, "RouteTableId"));
    const auto found = TRY(find_association(call));
    const auto key = key_of(call, route_table_type, text_of(call.input, "RouteTableId"));
    auto association = found.association;
    association["RouteTableAssociationId"] = call.world.new_id("rtbassoc-");
    association["RouteTableId"] = key.id;
    drop_association(call, found);
    call.world.store().update(key, [&](json::object& document) {
        list_in(document, "Associations").push_back(association);
    });
    return json::object{{"NewAssociationId", association["RouteTableAssociationId"]},
                        {"AssociationState", association["AssociationState"]}};
}

constexpr std::array operations{
    OperationRow{"CreateRouteTable", ec2<create_route_table>},
    OperationRow{"DeleteRouteTable", ec2<delete_route_table>},
    OperationRow{"DescribeRouteTables", ec2<describe_type<route_table_type>>},
    OperationRow{"AssociateRouteTable", ec2<associate_route_table>},
    OperationRow{"DisassociateRouteTable", ec2<disassociate_route_table>},
    OperationRow{"ReplaceRouteTableAssociation", ec2<replace_route_table_association>},
};

}  // namespace

std::string make_main_route_table(World& world, const Scope& scope, std::string_view vpc_id) {
    auto id = make_route_table(world, scope, vpc_id, json::array());
    world.store().update({scope, std::string(kind::route_table), id}, [&](json::object& table) {
        list_in(table, "Associations").push_back(association_of(world, id, "", ""));
    });
    return id;
}

void add_local_routes(World& world, const Scope& scope, std::string_view vpc_id,
                      const Ipv4Prefix& cidr) {
    for (const auto& [id, table] : records_where(world, scope, kind::route_table, "VpcId", vpc_id))
        world.store().update({scope, std::string(kind::route_table), id},
                             [&](json::object& document) {
                                 list_in(document, "Routes").push_back(local_route(cidr));
                             });
}

void remove_local_routes(World& world, const Scope& scope, std::string_view vpc_id,
                         const Ipv4Prefix& cidr) {
    for (const auto& [id, table] : records_where(world, scope, kind::route_table, "VpcId", vpc_id))
        world.store().update(
            {scope, std::string(kind::route_table), id}, [&](json::object& document) {
                erase_where(list_in(document, "Routes"), "DestinationCidrBlock", cidr.text());
            });
}

std::span<const OperationRow> route_table_operations() {
    return operations;
}

}  // namespace inland::emulator
