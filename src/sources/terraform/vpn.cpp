// SPDX-License-Identifier: Apache-2.0
// The client's side: VPN gateways, customer gateways, connections and their static routes.
#include "sources/terraform/readers.h"

#include <array>

namespace inland::sources::terraform {

namespace {

using namespace topology;

void read_vpn_gateway(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    auto gateway = reader.resource<VpnGateway>();
    // Left out, it is what an attachment of its own makes it.
    if (instance.values->contains("vpc_id") || reader.key("vpc_id").is_known())
        gateway.vpc = reader.reference<Vpc>("vpc_id");
    reading.topology.add(std::move(gateway));
}

void read_vpn_gateway_attachment(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    if (auto* gateway = subject<VpnGateway>(reading, reader.key("vpn_gateway_id")))
        gateway->vpc = reader.reference<Vpc>("vpc_id");
    else
        make_unknown(reading, &VpnGateway::vpc);
}

void read_customer_gateway(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    auto gateway = reader.resource<CustomerGateway>();
    gateway.ip_address = reader.text("ip_address");
    reading.topology.add(std::move(gateway));
}

void read_vpn_connection(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    auto connection = reader.resource<VpnConnection>();
    connection.vpn_gateway = reader.reference<VpnGateway>("vpn_gateway_id");
    connection.customer_gateway = reader.reference<CustomerGateway>("customer_gateway_id");
    connection.static_routes_only = reader.boolean("static_routes_only");
    connection.static_routes = std::vector<Ipv4Prefix>{};
    reading.topology.add(std::move(connection));
}

void read_vpn_connection_route(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    auto* connection = subject<VpnConnection>(reading, reader.key("vpn_connection_id"));
    const auto block = reader.prefix("destination_cidr_block");
    if (connection == nullptr || !block.is_known())
        return make_unknown(reading, &VpnConnection::static_routes);
    append(connection->static_routes, block.value());
}

constexpr std::array rows{
    ReaderRow{"aws_vpn_gateway", read_vpn_gateway},
    ReaderRow{"aws_vpn_gateway_attachment", read_vpn_gateway_attachment},
    ReaderRow{"aws_customer_gateway", read_customer_gateway},
    ReaderRow{"aws_vpn_connection", read_vpn_connection},
    ReaderRow{"aws_vpn_connection_route", read_vpn_connection_route},
};

}  // namespace

std::span<const ReaderRow> vpn_readers() {
    return rows;
}

}  // namespace inland::sources::terraform
