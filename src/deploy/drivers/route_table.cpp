// SPDX-License-Identifier: Apache-2.0
#include "deploy/drivers/calls.h"
#include "deploy/drivers/drivers.h"
#include "deploy/drivers/ec2.h"
#include "topology/ownership.h"

#include <algorithm>
#include <array>

namespace inland::deploy {
namespace {

using topology::Route;
using topology::RouteTable;
using topology::RouteTarget;

constexpr drivers::Ec2Type tables = {.describe = "DescribeRouteTables",
                                     .list = "RouteTables",
                                     .id = "RouteTableId",
                                     .ids_member = "RouteTableIds",
                                     .resource_type = "route-table"};

Result<std::string> create(Context& context, const RouteTable& desired) {
    return drivers::create_once(
        context, tables, desired,
        {"CreateRouteTable",
         {{"VpcId", context.id_of(desired.vpc.value())},
          {"ClientToken", context.client_token(RouteTable::type, desired.key)}},
         "RouteTable.RouteTableId"});
}

/// subnet → id of its explicit association with this table.
std::map<std::string, std::string> associations_of(const json::value& document) {
    std::map<std::string, std::string> associations;
    for (const auto& association : find_array(document, "Associations")) {
        auto subnet = string_or_empty(association, "SubnetId");
        const auto state = string_or_empty(association, "AssociationState.State");
        if (!subnet.empty() && state != "disassociating" && state != "disassociated") {
            associations[std::move(subnet)] =
                string_or_empty(association, "RouteTableAssociationId");
        }
    }
    return associations;
}

Result<void> disassociate(Context& context, const std::string& association) {
    return drivers::remove(context, "ec2", "DisassociateRouteTable",
                           {{"AssociationId", association}});
}

Result<void> set_associations(Context& context, const json::value& document,
                              const RouteTable& desired) {
    if (!desired.subnets.is_known())
        return {};
    const auto wanted = drivers::ids_of(context, desired.subnets);
    const auto there = associations_of(document);
    for (const auto& subnet : wanted) {
        if (!there.contains(subnet)) {
            TRY(drivers::change(context, "ec2", "AssociateRouteTable",
                                {{"RouteTableId", string_or_empty(document, "RouteTableId")},
                                 {"SubnetId", subnet}}));
        }
    }
    for (const auto& [subnet, association] : there) {
        if (!std::ranges::binary_search(wanted, subnet))
            TRY_VOID(disassociate(context, association));
    }
    return {};
}

std::vector<std::string> propagations_of(const json::value& document) {
    std::vector<std::string> gateways;
    for (const auto& gateway : find_array(document, "PropagatingVgws"))
        gateways.push_back(string_or_empty(gateway, "GatewayId"));
    std::ranges::sort(gateways);
    return gateways;
}

Result<void> set_propagations(Context& context, const json::value& document,
                              const RouteTable& desired) {
    if (!desired.propagating_gateways.is_known())
        return {};
    const auto id = string_or_empty(document, "RouteTableId");
    const auto wanted = drivers::ids_of(context, desired.propagating_gateways);
    const auto there = propagations_of(document);
    for (const auto& gateway : drivers::without(wanted, there)) {
        TRY(drivers::change(context, "ec2", "EnableVgwRoutePropagation",
                            {{"RouteTableId", id}, {"GatewayId", gateway}}));
    }
    for (const auto& gateway : drivers::without(there, wanted)) {
        TRY(drivers::change(context, "ec2", "DisableVgwRoutePropagation",
                            {{"RouteTableId", id}, {"GatewayId", gateway}}));
    }
    return {};
}

struct TargetRow {
    RouteTarget target;
    std::string_view member;  ///< of CreateRoute
    std::string_view type;    ///< in the Topology; "": the key is AWS's id
};
constexpr std::array<TargetRow, 8> target_rows = {{
    {RouteTarget::InternetGateway, "GatewayId", topology::InternetGateway::type},
    {RouteTarget::VpnGateway, "GatewayId", topology::VpnGateway::type},
    {RouteTarget::NatGateway, "NatGatewayId", topology::NatGateway::type},
    {RouteTarget::VpcEndpoint, "VpcEndpointId", topology::VpcEndpoint::type},
    {RouteTarget::NetworkInterface, "NetworkInterfaceId", topology::NetworkInterface::type},
    {RouteTarget::TransitGateway, "TransitGatewayId", ""},
    {RouteTarget::VpcPeering, "VpcPeeringConnectionId", ""},
    {RouteTarget::EgressOnlyInternetGateway, "EgressOnlyInternetGatewayId", ""},
}};

json::object destination_of(const std::string& table, const Route& route) {
    json::object input{{"RouteTableId", table}};
    if (route.destination)
        input["DestinationCidrBlock"] = route.destination->text();
    else if (route.ipv6_destination)
        input["DestinationIpv6CidrBlock"] = route.ipv6_destination->text();
    else
        input["DestinationPrefixListId"] = route.prefix_list;
    return input;
}

Result<void> create_route(Context& context, const std::string& table, const Route& route) {
    const auto row = std::ranges::find(target_rows, route.target, &TargetRow::target);
    if (row == target_rows.end())
        return failure(ErrorKind::Internal, "a route to " + route.target_key + " cannot be made");
    auto input = destination_of(table, route);
    input[row->member] =
        row->type.empty() ? route.target_key : context.id_of(row->type, route.target_key);
    TRY(drivers::change(context, "ec2", "CreateRoute", std::move(input)));
    return {};
}

/// Routes by hand are few; those of the observation are compared, which a killed run renews.
Result<void> set_routes(Context& context, const std::string& table, const RouteTable& desired,
                        const RouteTable* observed) {
    const auto wanted = desired.routes.value_or_default({}).value_or(std::vector<Route>());
    std::vector<Route> there;
    if (observed != nullptr && observed->routes.is_known())
        there = observed->routes.value();
    for (const auto& route : there) {
        if (std::ranges::find(wanted, route) == wanted.end())
            TRY_VOID(drivers::remove(context, "ec2", "DeleteRoute", destination_of(table, route)));
    }
    for (const auto& route : wanted) {
        if (std::ranges::find(there, route) == there.end())
            TRY_VOID(create_route(context, table, route));
    }
    return {};
}

Result<json::array> visible(Context& context, const std::string& id) {
    json::array documents;
    TRY_VOID(drivers::wait_until(context, std::chrono::seconds(1), [&]() -> Result<bool> {
        documents = TRY(drivers::describe(context, tables, {id}));
        return !documents.empty();
    }));
    return documents;
}

/// Of a table that is not ours only what both sides tell apart is changed: its owner may change it
/// at the same time. A gateway that has gone has taken its propagation along.
Result<void> edit(Context& context, const RouteTable& desired, const RouteTable& observed) {
    const auto wanted = drivers::ids_of(context, desired.propagating_gateways);
    const auto there = drivers::ids_of(context, observed.propagating_gateways);
    for (const auto& gateway : drivers::without(wanted, there))
        TRY(drivers::change(context, "ec2", "EnableVgwRoutePropagation",
                            {{"RouteTableId", observed.id}, {"GatewayId", gateway}}));
    for (const auto& gateway : drivers::without(there, wanted))
        TRY_VOID(drivers::remove(context, "ec2", "DisableVgwRoutePropagation",
                                 {{"RouteTableId", observed.id}, {"GatewayId", gateway}}));
    return set_routes(context, observed.id, desired, &observed);
}

Result<void> attach(Context& context, const RouteTable& desired, const RouteTable* observed) {
    if (observed != nullptr && !topology::is_owned(desired, context.run().cluster))
        return edit(context, desired, *observed);
    const auto id = context.id_of(RouteTable::type, desired.key);
    const auto documents = TRY(visible(context, id));
    TRY_VOID(set_associations(context, documents.front(), desired));
    TRY_VOID(set_propagations(context, documents.front(), desired));
    TRY_VOID(set_routes(context, id, desired, observed));
    return drivers::put_tags(context, id, desired.tags, observed);
}

Result<void> detach(Context& context, const RouteTable& observed) {
    for (const auto& document : TRY(drivers::describe(context, tables, {observed.id}))) {
        for (const auto& [subnet, association] : associations_of(document))
            TRY_VOID(disassociate(context, association));
        for (const auto& gateway : propagations_of(document)) {
            TRY_VOID(drivers::remove(context, "ec2", "DisableVgwRoutePropagation",
                                     {{"RouteTableId", observed.id}, {"GatewayId", gateway}}));
        }
    }
    return {};
}

Result<void> remove(Context& context, const RouteTable& observed) {
    return drivers::remove(context, "ec2", "DeleteRouteTable", {{"RouteTableId", observed.id}});
}

}  // namespace

template <>
const Operations<RouteTable>& operations() {
    static constexpr Operations<RouteTable> row = {
        .create = create, .attach = attach, .detach = detach, .remove = remove};
    return row;
}

}  // namespace inland::deploy
