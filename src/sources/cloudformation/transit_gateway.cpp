// SPDX-License-Identifier: Apache-2.0
// Transit gateways: their attachments, tables and routes.
#include "sources/cloudformation/fields.h"
#include "sources/cloudformation/readers.h"

#include <array>

#include <fmt/format.h>

namespace inland::sources::cloudformation {

namespace {

using namespace topology;
using Table = TransitGatewayRouteTable;

/// The table that AWS makes with a gateway.
constexpr std::string_view own_table = "DefaultRouteTable";

/// "enable" | "disable".
Attribute<bool> switch_of(const Reader& reader, std::string_view path) {
    const auto value = reader.text(path);
    if (!value.is_known())
        return value.is_unknown() ? Attribute<bool>::unknown(value.place()) : Attribute<bool>();
    return {value.value() == "enable", value.place()};
}

Table table_of(Table table, Attribute<Reference<TransitGateway>> gateway) {
    table.transit_gateway = std::move(gateway);
    table.associations = Table::Attachments{};
    table.propagations = Table::Attachments{};
    table.routes = std::vector<TransitGatewayRoute>{};
    return table;
}

void read_gateway(Reading& reading, const Declared& declared) {
    const Reader reader(reading, declared);
    auto gateway = reader.resource<TransitGateway>();
    gateway.security_group_referencing = switch_of(reader, "SecurityGroupReferencingSupport");
    Table own;
    own.key = companion_key(declared, own_table);
    own.name = own.key;
    own.place = declared.place;
    const Reference<TransitGateway> itself{gateway.key};
    reading.topology.add(std::move(gateway));
    reading.topology.add(table_of(std::move(own), itself));
}

void read_table(Reading& reading, const Declared& declared) {
    const Reader reader(reading, declared);
    reading.topology.add(
        table_of(reader.resource<Table>(), reader.reference<TransitGateway>("TransitGatewayId")));
}

/// What a gateway does with each new attachment, unless it says otherwise; and in which table,
/// where that is not its own.
struct Habit {
    Attribute<Table::Attachments> Table::* list;
    std::string_view is_on;
    std::string_view table;
};
constexpr std::array habits{
    Habit{&Table::associations, "DefaultRouteTableAssociation", "AssociationDefaultRouteTableId"},
    Habit{&Table::propagations, "DefaultRouteTablePropagation", "PropagationDefaultRouteTableId"}};

void follow(Reading& reading, const Declared& gateway, const Habit& habit,
            const std::string& attachment) {
    const Reader reader(reading, gateway);
    const auto is_on = switch_of(reader, habit.is_on);
    if (is_on.is_unknown())
        return make_unknown(reading, habit.list);
    if (is_on.is_known() && !is_on.value())
        return;
    auto table = reader.key(habit.table);
    if (table.is_absent())
        table = companion_key(gateway, own_table);
    add_attached(reading, table, habit.list,
                 Attribute<Reference<TransitGatewayAttachment>>({attachment}));
}

void add_to_default_tables(Reading& reading, const TransitGatewayAttachment& attachment) {
    const auto* gateway = attachment.transit_gateway.is_known()
                              ? reading.world.find(attachment.transit_gateway.value().key)
                              : nullptr;
    for (const auto& habit : habits)
        if (gateway == nullptr)
            make_unknown(reading, habit.list);
        else
            follow(reading, *gateway, habit, attachment.key);
}

void read_attachment(Reading& reading, const Declared& declared) {
    const Reader reader(reading, declared);
    auto attachment = with_fields<TransitGatewayAttachment>(reader);
    attachment.kind = "vpc";
    attachment.security_group_referencing =
        switch_of(reader, "Options.SecurityGroupReferencingSupport");
    attachment.ipv6 = switch_of(reader, "Options.Ipv6Support");
    for (const auto* change : {"AddSubnetIds", "RemoveSubnetIds"})
        if (reader.find(change) != nullptr)
            attachment.subnets = decltype(attachment.subnets)::unknown(reader.place());
    add_to_default_tables(reading, attachment);
    reading.topology.add(std::move(attachment));
}

template <Attribute<Table::Attachments> Table::* list>
void read_membership(Reading& reading, const Declared& declared) {
    const Reader reader(reading, declared);
    add_attached(reading, reader.key("TransitGatewayRouteTableId"), list,
                 reader.reference<TransitGatewayAttachment>("TransitGatewayAttachmentId"));
}

/// Nothing where the destination or the next hop is not known.
std::optional<TransitGatewayRoute> route_of(const Reader& reader) {
    TransitGatewayRoute route;
    const auto block = reader.prefix("DestinationCidrBlock");
    const auto six = reader.ipv6_prefix("DestinationCidrBlock");
    if (block.is_known())
        route.destination = block.value();
    else if (six.is_known())
        route.ipv6_destination = six.value();
    else
        return std::nullopt;
    const auto is_hole = reader.boolean("Blackhole");
    const auto attachment = reader.key("TransitGatewayAttachmentId");
    if (is_hole == Attribute<bool>(true))
        route.state = RouteState::Blackhole;
    else if (attachment.is_known() && !is_hole.is_unknown())
        route.attachment = attachment.value();
    else
        return std::nullopt;
    return route;
}

void read_route(Reading& reading, const Declared& declared) {
    const Reader reader(reading, declared);
    const auto route = route_of(reader);
    add_attached(reading, reader.key("TransitGatewayRouteTableId"), &Table::routes,
                 route ? Attribute<TransitGatewayRoute>(*route, declared.place)
                       : Attribute<TransitGatewayRoute>::unknown(declared.place));
}

constexpr std::array rows{
    ReaderRow{"AWS::EC2::TransitGateway", read_gateway, TransitGateway::type},
    ReaderRow{"AWS::EC2::TransitGatewayRouteTable", read_table, Table::type},
    ReaderRow{"AWS::EC2::TransitGatewayAttachment", read_attachment,
              TransitGatewayAttachment::type},
    ReaderRow{"AWS::EC2::TransitGatewayVpcAttachment", read_attachment,
              TransitGatewayAttachment::type},
    ReaderRow{"AWS::EC2::TransitGatewayRouteTableAssociation",
              read_membership<&Table::associations>, Table::type},
    ReaderRow{"AWS::EC2::TransitGatewayRouteTablePropagation",
              read_membership<&Table::propagations>, Table::type},
    ReaderRow{"AWS::EC2::TransitGatewayRoute", read_route, Table::type},
};

}  // namespace

std::span<const ReaderRow> transit_gateway_readers() {
    return rows;
}

}  // namespace inland::sources::cloudformation
