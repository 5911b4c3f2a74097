// SPDX-License-Identifier: Apache-2.0
// Site-to-site VPNs and their routes.
#include "sources/cloudformation/fields.h"
#include "sources/cloudformation/readers.h"

#include <array>

namespace inland::sources::cloudformation {

namespace {

using namespace topology;

void read_customer_gateway(Reading& reading, const Declared& declared) {
    reading.topology.add(with_fields<CustomerGateway>(Reader(reading, declared)));
}

void read_connection(Reading& reading, const Declared& declared) {
    auto connection = with_fields<VpnConnection>(Reader(reading, declared));
    const bool is_static = connection.static_routes_only.value_or_default(false).value_or(false);
    if (is_static)
        connection.static_routes = std::vector<Ipv4Prefix>{};
    reading.topology.add(std::move(connection));
}

void read_route(Reading& reading, const Declared& declared) {
    const Reader reader(reading, declared);
    auto* connection = subject<VpnConnection>(reading, reader.key("VpnConnectionId"));
    const auto block = reader.prefix("DestinationCidrBlock");
    if (connection == nullptr)
        return make_unknown(reading, &VpnConnection::static_routes);
    if (!block.is_known())
        connection->static_routes = decltype(connection->static_routes)::unknown(reader.place());
    else
        append(connection->static_routes, block.value());
}

constexpr std::array rows{
    ReaderRow{"AWS::EC2::CustomerGateway", read_customer_gateway, CustomerGateway::type},
    ReaderRow{"AWS::EC2::VPNConnection", read_connection, VpnConnection::type},
    ReaderRow{"AWS::EC2::VPNConnectionRoute", read_route, VpnConnection::type},
};

}  // namespace

std::span<const ReaderRow> vpn_readers() {
    return rows;
}

}  // namespace inland::sources::cloudformation
