// SPDX-License-Identifier: Apache-2.0
// What connects a VPC with others: peerings, and transit gateways with their tables.
#include "sources/terraform/readers.h"

#include <array>

#include <fmt/format.h>

namespace inland::sources::terraform {

namespace {

using namespace topology;
using Table = TransitGatewayRouteTable;

/// Of another account or Region it is accepted over there; what this plan accepts is active.
void read_peering(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    auto peering = reader.resource<VpcPeeringConnection>();
    peering.requester = reader.reference<Vpc>("vpc_id");
    peering.accepter = reader.reference<Vpc>("peer_vpc_id");
    peering.accepter_region = reader.text("peer_region");
    if (peering.accepter_region.is_unknown() && !reader.is_configured("peer_region"))
        peering.accepter_region = {};
    peering.state = reader.text("accept_status");
    if (peering.state.is_unknown())
        peering.state = find_bool(*instance.values, "auto_accept").value_or(false)
                            ? Attribute<std::string>("active", reader.place())
                            : Attribute<std::string>::unknown(reader.place());
    reading.topology.add(std::move(peering));
}

void read_accepter(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    auto* peering = subject<VpcPeeringConnection>(reading, reader.key("vpc_peering_connection_id"));
    if (peering != nullptr && find_bool(*instance.values, "auto_accept").value_or(false))
        peering->state = "active";
}

/// "enable" | "disable".
Attribute<bool> switch_of(const Reader& reader, std::string_view path) {
    const auto value = reader.text(path);
    if (value.is_unknown() && reader.is_configured(path))
        return Attribute<bool>::unknown(reader.place());
    return value.is_known() ? Attribute<bool>(value.value() == "enable") : Attribute<bool>();
}

/// AWS makes one table with a gateway: attachments are associated with it unless they say
/// otherwise.
void read_gateway(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    auto gateway = reader.resource<TransitGateway>();
    gateway.security_group_referencing = switch_of(reader, "security_group_referencing_support");
    Table table;
    table.key = companion_key(instance, "association_default_route_table_id");
    table.name = table.key;
    table.transit_gateway = Reference<TransitGateway>{gateway.key};
    table.associations = Table::Attachments{};
    table.propagations = Table::Attachments{};
    table.routes = std::vector<TransitGatewayRoute>{};
    if (gateway.id.empty())
        reading.topology.add(std::move(table));
    reading.topology.add(std::move(gateway));
}

/// Whether an attachment stands in the gateway's own table: both must say so, and do by default.
bool is_by_default(const Reader& reader, const Instance& gateway, std::string_view what) {
    const auto own = find_bool(*reader.instance().values,
                               fmt::format("transit_gateway_default_route_table_{}", what));
    const auto wide = find_string(*gateway.values, fmt::format("default_route_table_{}", what));
    return own.value_or(true) && wide.value_or("enable") == "enable";
}

void add_to_default_table(Reading& reading, const Reader& reader,
                          const TransitGatewayAttachment& attachment) {
    const auto* gateway = attachment.transit_gateway.is_known()
                              ? reading.instances.find(attachment.transit_gateway.value().key)
                              : nullptr;
    if (gateway == nullptr)
        return make_unknown(reading, &Table::associations);
    auto* table =
        subject<Table>(reading, {companion_key(*gateway, "association_default_route_table_id")});
    if (table == nullptr)
        return;
    if (is_by_default(reader, *gateway, "association"))
        append(table->associations, Reference<TransitGatewayAttachment>{attachment.key});
    if (is_by_default(reader, *gateway, "propagation"))
        append(table->propagations, Reference<TransitGatewayAttachment>{attachment.key});
}

void read_attachment(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    auto attachment = reader.resource<TransitGatewayAttachment>();
    attachment.transit_gateway = reader.reference<TransitGateway>("transit_gateway_id");
    attachment.kind = "vpc";
    attachment.vpc = reader.reference<Vpc>("vpc_id");
    attachment.subnets = reader.references<Subnet>("subnet_ids");
    attachment.security_group_referencing = switch_of(reader, "security_group_referencing_support");
    attachment.ipv6 = switch_of(reader, "ipv6_support");
    add_to_default_table(reading, reader, attachment);
    reading.topology.add(std::move(attachment));
}

void read_table(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    auto table = reader.resource<Table>();
    table.transit_gateway = reader.reference<TransitGateway>("transit_gateway_id");
    table.associations = Table::Attachments{};
    table.propagations = Table::Attachments{};
    table.routes = std::vector<TransitGatewayRoute>{};
    reading.topology.add(std::move(table));
}

template <Attribute<Table::Attachments> Table::* list>
void read_membership(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    auto* table = subject<Table>(reading, reader.key("transit_gateway_route_table_id"));
    const auto attachment = reader.key("transit_gateway_attachment_id");
    if (table == nullptr || !attachment.is_known())
        return make_unknown(reading, list);
    append(table->*list, Reference<TransitGatewayAttachment>{attachment.value()});
}

void read_route(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    auto* table = subject<Table>(reading, reader.key("transit_gateway_route_table_id"));
    if (table == nullptr)
        return make_unknown(reading, &Table::routes);
    TransitGatewayRoute route;
    const auto block = reader.prefix("destination_cidr_block");
    const auto six = reader.ipv6_prefix("destination_cidr_block");
    const auto attachment = reader.key("transit_gateway_attachment_id");
    const bool is_hole = find_bool(*instance.values, "blackhole").value_or(false);
    if (block.is_known())
        route.destination = block.value();
    else if (six.is_known())
        route.ipv6_destination = six.value();
    if (is_hole)
        route.state = RouteState::Blackhole;
    else if (attachment.is_known())
        route.attachment = attachment.value();
    const bool is_known =
        (block.is_known() || six.is_known()) && (is_hole || attachment.is_known());
    if (is_known)
        append(table->routes, std::move(route));
    else
        table->routes = decltype(table->routes)::unknown(reader.place());
}

constexpr std::array rows{
    ReaderRow{"aws_vpc_peering_connection", read_peering},
    ReaderRow{"aws_vpc_peering_connection_accepter", read_accepter},
    ReaderRow{"aws_ec2_transit_gateway", read_gateway},
    ReaderRow{"aws_ec2_transit_gateway_route_table", read_table},
    ReaderRow{"aws_ec2_transit_gateway_vpc_attachment", read_attachment},
    ReaderRow{"aws_ec2_transit_gateway_route_table_association",
              read_membership<&Table::associations>},
    ReaderRow{"aws_ec2_transit_gateway_route_table_propagation",
              read_membership<&Table::propagations>},
    ReaderRow{"aws_ec2_transit_gateway_route", read_route},
};

}  // namespace

std::span<const ReaderRow> connection_readers() {
    return rows;
}

}  // namespace inland::sources::terraform
