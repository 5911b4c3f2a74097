// SPDX-License-Identifier: Apache-2.0
#include "sources/live/document.h"
#include "sources/live/readers.h"
#include "sources/live/route_targets.h"

#include <algorithm>

namespace inland::sources::live {
namespace {

using topology::TransitGatewayAttachment;
using topology::TransitGatewayRoute;
using topology::TransitGatewayRouteKind;
using topology::TransitGatewayRouteTable;
using Attachments = TransitGatewayRouteTable::Attachments;

/// The attachments that one list about a route table names; those that are leaving are not.
Result<Attachments> attachments_of(const Reading& reading, const std::string& table,
                                   std::string_view operation, std::string_view list) {
    Attachments found;
    for (const auto& document :
         TRY(reading.list("ec2", operation, list, {{"TransitGatewayRouteTableId", table}}))) {
        const auto state = string_or_empty(document, "State");
        if (state.empty() || state == "associated" || state == "enabled")
            found.push_back({string_or_empty(document, "TransitGatewayAttachmentId")});
    }
    std::ranges::sort(found);
    return found;
}

/// What a VPC propagates follows from its blocks.
bool is_implied(const json::value& document) {
    return string_or_empty(document, "Type") == "propagated" &&
           string_or_empty(document, "TransitGatewayAttachments.0.ResourceType") == "vpc";
}

TransitGatewayRoute route_of(const json::value& document) {
    TransitGatewayRoute route;
    const auto block = prefix(document, "DestinationCidrBlock");
    if (block.is_known())
        route.destination = block.value();
    const auto ipv6_block = ipv6_prefix(document, "DestinationCidrBlock");
    if (ipv6_block.is_known())
        route.ipv6_destination = ipv6_block.value();
    route.prefix_list = string_or_empty(document, "PrefixListId");
    route.attachment =
        string_or_empty(document, "TransitGatewayAttachments.0.TransitGatewayAttachmentId");
    if (string_or_empty(document, "Type") == "propagated")
        route.kind = TransitGatewayRouteKind::Propagated;
    if (string_or_empty(document, "State") == "blackhole")
        route.state = topology::RouteState::Blackhole;
    return route;
}

/// AWS hands out at most 1,000 routes at a time and says when there are more.
Result<topology::Attribute<std::vector<TransitGatewayRoute>>> routes_of(const Reading& reading,
                                                                        const std::string& table) {
    std::vector<TransitGatewayRoute> routes;
    for (const std::string type : {"static", "propagated"}) {
        const auto answer =
            TRY(reading.call("ec2", "SearchTransitGatewayRoutes",
                             {{"TransitGatewayRouteTableId", table},
                              {"Filters", json::array{ec2_filter("type", {type})}}}));
        if (find_bool(answer, "AdditionalRoutesAvailable").value_or(false))
            return topology::Attribute<std::vector<TransitGatewayRoute>>::unknown();
        for (const auto& document : find_array(answer, "Routes"))
            if (!is_implied(document))
                routes.push_back(route_of(document));
    }
    std::ranges::sort(routes);
    return routes;
}

/// The routes that were read tell what others than VPCs propagate: whom they do not name propagates
/// nothing now.
void drop_silent(const Reading& reading, TransitGatewayRouteTable& table) {
    if (!table.routes.is_known())
        return;
    const auto& attachments = reading.topology.all<TransitGatewayAttachment>();
    std::erase_if(table.propagations.mutable_value(), [&](const auto& reference) {
        const auto found = attachments.find(reference.key);
        const bool is_vpc = found == attachments.end() || !found->second.kind.is_known() ||
                            found->second.kind.value() == "vpc";
        return !is_vpc && std::ranges::none_of(table.routes.value(), [&](const auto& route) {
            return route.kind == TransitGatewayRouteKind::Propagated &&
                   route.attachment == reference.key;
        });
    });
}

Result<void> add_table(Reading& reading, const json::value& document) {
    auto table = resource_of<TransitGatewayRouteTable>(
        string_or_empty(document, "TransitGatewayRouteTableId"), tag_list(document));
    table.transit_gateway = reference<topology::TransitGateway>(document, "TransitGatewayId");
    table.associations = TRY(attachments_of(
        reading, table.id, "GetTransitGatewayRouteTableAssociations", "Associations"));
    table.propagations =
        TRY(attachments_of(reading, table.id, "GetTransitGatewayRouteTablePropagations",
                           "TransitGatewayRouteTablePropagations"));
    table.routes = TRY(routes_of(reading, table.id));
    drop_silent(reading, table);
    reading.topology.add(std::move(table));
    return {};
}

}  // namespace

Result<void> read_transit_gateway_route_tables(Reading& reading) {
    if (!leads_to(reading, topology::RouteTarget::TransitGateway))
        return {};
    for (const auto& document :
         TRY(reading.list("ec2", "DescribeTransitGatewayRouteTables", "TransitGatewayRouteTables")))
        TRY_VOID(add_table(reading, document));
    return {};
}

}  // namespace inland::sources::live
