// SPDX-License-Identifier: Apache-2.0
// Direct Connect that ends at the client's transit gateway, which leads to a second network by VPN.
#include "tests/peers/client_worlds.h"

#include <array>

#include <fmt/format.h>

namespace inland::testing {

namespace {

constexpr std::string_view by_direct_connect = "172.16.0.0/16";
constexpr std::string_view by_vpn = "172.31.0.0/16";

void advertise(AwsCalls& calls) {
    advertise_by_direct_connect(calls, {json::value(by_direct_connect)});
}

void advertise_nothing(AwsCalls& calls) {
    advertise_by_direct_connect(calls, {});
}

json::value look(AwsCalls& calls) {
    return json::array{look_at_transit_gateway(calls), look_at_direct_connect(calls)};
}

ClientWorld with_both(AwsCalls& calls) {
    const auto hub = make_transit_gateway(calls, by_vpn);
    const auto office = make_direct_connect_gateway(calls);
    advertise(calls);
    return {fmt::format("{{directConnect: {{gatewayId: {}, networks: [{}]}}, "
                        "transitGateway: {{id: {}, networks: [{}]}}}}",
                        office, by_direct_connect, hub, by_vpn),
            look(calls)};
}

/// The cluster's own tables lose the way back.
void forget_direct_connect(AwsCalls& calls) {
    const auto tables = calls.ec2("DescribeRouteTables", filtered("vpc-id", calls.vpc()));
    for (const auto& table : find_array(tables, "RouteTables"))
        for (const auto& route : find_array(table, "Routes"))
            if (text_in(route, "DestinationCidrBlock") == by_direct_connect)
                calls.ec2("DeleteRoute", {{"RouteTableId", text_in(table, "RouteTableId")},
                                          {"DestinationCidrBlock", by_direct_connect}});
}

constexpr std::array breakages{
    Breakage{"PrefixesNotAllowed", narrow_prefixes, "client.api-server", "no-route"},
    Breakage{"RouterAdvertisesNothing", advertise_nothing, "client.api-server", "no-route",
             advertise},
    Breakage{"NoWayBackInOurTables", forget_direct_connect, "client.api-server", "no-route"},
    Breakage{"GroupClosed", close_clients_group, "client.api-server", "security-group-ingress"},
};

constexpr std::array connections{
    Connection{"DirectConnectByTransitGateway", "172.16.0.10", with_both, look, breakages},
};

}  // namespace

std::span<const Connection> direct_transit_connections() {
    return connections;
}

}  // namespace inland::testing
