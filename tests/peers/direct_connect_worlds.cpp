// SPDX-License-Identifier: Apache-2.0
// Direct Connect: the client has a gateway, and a router behind it that is told of our block.
#include "tests/peers/client_worlds.h"

#include <array>

#include <fmt/format.h>

namespace inland::testing {

namespace {

constexpr std::string_view service = "directconnect";

json::value gateways(AwsCalls& calls) {
    return calls.call(service, "DescribeDirectConnectGateways");
}

std::string gateway(AwsCalls& calls) {
    return text_in(only(gateways(calls), "directConnectGateways"), "directConnectGatewayId");
}

ClientWorld with_gateway(AwsCalls& calls) {
    const auto id = make_direct_connect_gateway(calls);
    return {fmt::format("{{directConnect: {{gatewayId: {}, networks: [172.16.0.0/16]}}}}", id),
            gateways(calls)};
}

json::array prefixes(std::string_view block) {
    return {json::object{{"cidr", block}}};
}

void advertise_nothing(AwsCalls& calls) {
    advertise_by_direct_connect(calls, {});
}

/// As the spec expects.
void advertise_again(AwsCalls& calls) {
    calls.post("/_inland/routers", {{"peer", gateway(calls)}});
}

constexpr std::array breakages{
    Breakage{"PrefixesNotAllowed", narrow_prefixes, "client.api-server", "no-route"},
    Breakage{"PropagationOff", stop_propagation, "client.api-server", "no-route"},
    Breakage{"RouterAdvertisesNothing", advertise_nothing, "client.api-server", "no-route",
             advertise_again},
    Breakage{"GroupClosed", close_clients_group, "client.api-server", "security-group-ingress"},
};

constexpr std::array connections{
    Connection{"DirectConnect", "172.16.0.10", with_gateway, look_at_direct_connect, breakages},
};

}  // namespace

std::string make_direct_connect_gateway(AwsCalls& calls) {
    calls.call(service, "CreateDirectConnectGateway", {{"directConnectGatewayName", "office"}});
    return gateway(calls);
}

json::value look_at_direct_connect(AwsCalls& calls) {
    return gateways(calls);
}

void advertise_by_direct_connect(AwsCalls& calls, json::array networks) {
    calls.post("/_inland/routers", {{"peer", gateway(calls)}, {"advertises", std::move(networks)}});
}

void narrow_prefixes(AwsCalls& calls) {
    const auto association = only(calls.call(service, "DescribeDirectConnectGatewayAssociations",
                                             {{"directConnectGatewayId", gateway(calls)}}),
                                  "directConnectGatewayAssociations");
    const auto id = text_in(association, "associationId");
    calls.call(service, "UpdateDirectConnectGatewayAssociation",
               {{"associationId", id},
                {"addAllowedPrefixesToDirectConnectGateway", prefixes("10.40.255.0/24")},
                {"removeAllowedPrefixesToDirectConnectGateway", prefixes("10.40.0.0/16")}});
    for (int look = 0; look < 100; ++look)
        if (text_in(only(calls.call(service, "DescribeDirectConnectGatewayAssociations",
                                    {{"associationId", id}}),
                         "directConnectGatewayAssociations"),
                    "associationState") == "associated")
            return;
}

std::span<const Connection> direct_connections() {
    return connections;
}

}  // namespace inland::testing
