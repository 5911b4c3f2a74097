// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/ec2/describe.h"
#include "emulator/services/ec2/gateway_routes.h"
#include "emulator/services/ec2/network.h"
#include "emulator/services/ec2/transit_gateway.h"
#include "emulator/services/ec2/types.h"
#include "emulator/services/ec2/vpc.h"
#include "emulator/services/members.h"
#include "emulator/services/operation.h"
#include "emulator/services/records.h"
#include "emulator/services/refusal.h"
#include "emulator/services/tables.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

namespace inland::emulator {

namespace {

constexpr std::string_view table_member = "TransitGatewayRouteTableId";
constexpr std::string_view destination_member = "DestinationCidrBlock";

RecordKey table_key(const Call& call) {
    return key_of(call, transit_gateway_route_table_type, text_of(call.input, table_member));
}

/// The call's static route: to an attachment of the table's gateway, or into nothing.
Result<json::object> route_of(const Call& call, const json::object& table) {
    TRY_VOID(require(call, {destination_member}));
    const auto block =
        TRY(block_of(text_of(call.input, destination_member), "destinationCidrBlock"));
    json::object route{{destination_member, block.text()}, {"Type", "static"}};
    const bool blackhole = flag_of(call.input, "Blackhole");
    if (blackhole != text_of(call.input, "TransitGatewayAttachmentId").empty())
        return refuse("InvalidParameterCombination",
                      "Either Blackhole or a TransitGatewayAttachmentId must be specified");
    route["State"] = blackhole ? "blackhole" : "active";
    if (blackhole)
        return route;
    const auto* attachment =
        TRY(lookup_input(call, transit_gateway_attachment_type, "TransitGatewayAttachmentId"));
    if (text_of(*attachment, "TransitGatewayId") != text_of(table, "TransitGatewayId"))
        return refuse(std::string(transit_gateway_attachment_type.not_found_code),
                      fmt::format("Transit Gateway Attachment {} is of another Transit Gateway.",
                                  text_of(call.input, "TransitGatewayAttachmentId")));
    route["TransitGatewayAttachments"] = json::array{transit_resource(*attachment)};
    return route;
}

const json::object* static_route(const json::object& table, std::string_view destination) {
    return find_where(list_of(table, "_routes"), destination_member, destination);
}

std::unexpected<Error> no_route(const Call& call) {
    return refuse(
        "InvalidRoute.NotFound",
        fmt::format("Route {} doesn't exist in Transit Gateway Route Table {}.",
                    text_of(call.input, destination_member), text_of(call.input, table_member)));
}

void put_route(const Call& call, const json::object& route) {
    call.world.store().update(table_key(call), [&](json::object& table) {
        auto& routes = list_in(table, "_routes");
        erase_where(routes, destination_member, text_of(route, destination_member));
        routes.push_back(route);
    });
}

Result<json::object> create(const Call& call) {
    const auto* table = TRY(lookup_input(call, transit_gateway_route_table_type, table_member));
    auto route = TRY(route_of(call, *table));
    if (static_route(*table, text_of(route, destination_member)) != nullptr)
        return refuse(
            "RouteAlreadyExists",
            fmt::format("Route {} already exists in Transit Gateway Route Table {}.",
                        text_of(route, destination_member), text_of(call.input, table_member)));
    put_route(call, route);
    return json::object{{"Route", std::move(route)}};
}

Result<json::object> replace(const Call& call) {
    const auto* table = TRY(lookup_input(call, transit_gateway_route_table_type, table_member));
    auto route = TRY(route_of(call, *table));
    if (static_route(*table, text_of(route, destination_member)) == nullptr)
        return no_route(call);
    put_route(call, route);
    return json::object{{"Route", std::move(route)}};
}

Result<json::object> remove(const Call& call) {
    const auto* table = TRY(lookup_input(call, transit_gateway_route_table_type, table_member));
    const auto destination = text_of(call.input, destination_member);
    const auto* found = static_route(*table, destination);
    if (found == nullptr)
        return no_route(call);
    auto route = *found;
    route["State"] = "deleted";
    call.world.store().update(table_key(call), [&](json::object& document) {
        erase_where(list_in(document, "_routes"), destination_member, destination);
    });
    return json::object{{"Route", std::move(route)}};
}

/// What an attachment propagates: a VPC's blocks, or what the client's side says by BGP.
std::set<std::string> propagated_blocks(const Call& call, const json::object& attachment) {
    const auto* vpc = call.world.store().find(
        {call.scope(), std::string(kind::vpc), text_of(attachment, "VpcId")});
    if (vpc == nullptr)
        return routes_behind_attachment(call.world, call.scope(), attachment);
    std::set<std::string> blocks;
    for (const auto& block : blocks_of(*vpc))
        blocks.insert(block.text());
    return blocks;
}

/// What propagates into a table; a static route of the same block wins.
void add_propagated(const Call& call, const json::object& table, json::array& routes) {
    for (const auto& [id, attachment] : records_where(
             call.world, call.scope(), kind::transit_gateway_attachment,
             "_propagations[].TransitGatewayRouteTableId", text_of(table, table_member))) {
        if (text_of(*attachment, "State") != "available")
            continue;
        for (const auto& block : propagated_blocks(call, *attachment))
            if (static_route(table, block) == nullptr)
                routes.push_back(json::object{
                    {destination_member, block},
                    {"Type", "propagated"},
                    {"State", "active"},
                    {"TransitGatewayAttachments", json::array{transit_resource(*attachment)}}});
    }
}

/// A static route whose attachment is gone leads nowhere.
json::object as_it_is(const Call& call, json::object route) {
    const auto ids = values_at(route, "TransitGatewayAttachments[].TransitGatewayAttachmentId");
    for (const auto& id : ids) {
        const auto* attachment =
            call.world.store().find(key_of(call, transit_gateway_attachment_type, id));
        if (attachment == nullptr || !is_transit_living(*attachment))
            route["State"] = "blackhole";
    }
    return route;
}

constexpr auto filters = std::to_array<FilterRow>({
    {"attachment.resource-id", "TransitGatewayAttachments[].ResourceId"},
    {"attachment.resource-type", "TransitGatewayAttachments[].ResourceType"},
    {"attachment.transit-gateway-attachment-id",
     "TransitGatewayAttachments[].TransitGatewayAttachmentId"},
    {"route-search.exact-match", "DestinationCidrBlock"},
    {"route-search.longest-prefix-match", "_longest"},
    {"route-search.subnet-of-match", "_within"},
    {"route-search.supernet-of-match", "_around"},
    {"state", "State"},
    {"type", "Type"},
});

/// Notes under `member` the filter's blocks that the route's block stands in that relation to, so
/// that the filter matches them.
template <typename Relation>
void relate(const Call& call, std::string_view name, std::string_view member, json::object& route,
            const Relation& holds) {
    const auto own = Ipv4Prefix::parse(text_of(route, destination_member));
    const auto* filter = find_where(list_of(call.input, "Filters"), "Name", name);
    json::array related;
    if (filter != nullptr && own)
        for (const auto& text : texts_of(*filter, "Values"))
            if (const auto block = Ipv4Prefix::parse_canonicalizing(text);
                block && holds(*own, *block))
                related.emplace_back(text);
    route[member] = std::move(related);
}

void relate_all(const Call& call, json::object& route) {
    const auto inside = [](const Ipv4Prefix& own, const Ipv4Prefix& asked) {
        return asked.contains(own);
    };
    const auto around = [](const Ipv4Prefix& own, const Ipv4Prefix& asked) {
        return own.contains(asked);
    };
    relate(call, "route-search.subnet-of-match", "_within", route, inside);
    relate(call, "route-search.supernet-of-match", "_around", route, around);
    relate(call, "route-search.longest-prefix-match", "_longest", route, around);
}

int prefix_length(const json::value& route) {
    const auto block = Ipv4Prefix::parse(text_of(route.as_object(), destination_member));
    return block ? block->length() : 0;
}

/// Of the routes that hold an address, the longest alone.
void keep_longest(const Call& call, json::array& routes) {
    const auto& asked = list_of(call.input, "Filters");
    if (find_where(asked, "Name", "route-search.longest-prefix-match") == nullptr || routes.empty())
        return;
    routes = json::array{*std::ranges::max_element(routes, {}, prefix_length)};
}

Result<json::object> search(const Call& call) {
    const auto* table = TRY(lookup_input(call, transit_gateway_route_table_type, table_member));
    TRY_VOID(check_filters(call, filters));
    if (list_of(call.input, "Filters").empty())
        return refuse("MissingParameter", "The request must contain the parameter Filters");
    json::array all = list_of(*table, "_routes");
    add_propagated(call, *table, all);
    json::array found;
    for (const auto& route : all) {
        auto shown_route = as_it_is(call, route.as_object());
        relate_all(call, shown_route);
        if (matches_filters(call, filters, shown_route))
            found.push_back(std::move(shown_route));
    }
    keep_longest(call, found);
    auto page = TRY(paginate(call, "Routes", std::move(found)));
    page["AdditionalRoutesAvailable"] = has(page, "NextToken");
    return page;
}

constexpr std::array operations{
    OperationRow{"CreateTransitGatewayRoute", ec2<create>},
    OperationRow{"ReplaceTransitGatewayRoute", ec2<replace>},
    OperationRow{"DeleteTransitGatewayRoute", ec2<remove>},
    OperationRow{"SearchTransitGatewayRoutes", ec2<search>},
};

}  // namespace

std::span<const OperationRow> transit_gateway_route_operations() {
    return operations;
}

}  // namespace inland::emulator
