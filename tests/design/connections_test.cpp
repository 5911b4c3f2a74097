// SPDX-License-Identifier: Apache-2.0
// Where clients' networks end in AWS: at a VPN gateway of the VPC, or at a transit gateway.
#include "prove/prove.h"
#include "tests/design/example.h"
#include "topology/client_networks.h"
#include "topology/direct_connect_tag.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::design {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using namespace topology;

constexpr auto direct_connect =
    "    directConnect: {gatewayId: 6b3c5b2e-0f6f-4c8d-8f0a-3e1f0d7c9a11, "
    "networks: [172.16.0.0/16]}\n";
constexpr auto transit_gateway =
    "    transitGateway: {id: tgw-0123456789abcdef0, networks: [10.99.0.0/16]}\n";

/// The example, connected so.
Design connected(const std::string& lines) {
    auto text = testing::example_text();
    const auto start = text.find("  connect:\n");
    const auto end = text.find("  # Where the cluster's images");
    return testing::design_of(text.replace(start, end - start, "  connect:\n" + lines + "\n"));
}

prove::Verdicts proven(const Design& design) {
    std::vector<prove::ClientNetwork> clients;
    for (const auto& client : design.clients)
        clients.push_back({client.name, client.block});
    return prove::prove({design.topology, knowledge::built_in(), std::move(clients)});
}

Ipv4Prefix block(std::string_view text) {
    return Ipv4Prefix::parse(text).value();
}

const DirectConnectAssociation& association_in(const Design& design) {
    return design.topology.all<DirectConnectAssociation>().at("direct-connect-association/main");
}

TEST(DirectConnect, AloneEndsAtAVpnGateway) {
    const auto design = connected(direct_connect);
    EXPECT_EQ(association_in(design).vpn_gateway,
              Attribute(Reference<VpnGateway>{"vpn-gateway/main"}));
    EXPECT_TRUE(association_in(design).transit_gateway.is_absent());
    EXPECT_THAT(design.topology.all<VpnGateway>(), SizeIs(1));
}

TEST(DirectConnect, BesideATransitGatewayEndsThere) {
    const auto design = connected(std::string(direct_connect) + transit_gateway);
    const auto& association = association_in(design);
    EXPECT_EQ(association.transit_gateway,
              Attribute(Reference<TransitGateway>{"tgw-0123456789abcdef0"}));
    EXPECT_TRUE(association.vpn_gateway.is_absent());
    EXPECT_THAT(association.allowed_prefixes.value(), ElementsAre(block("10.40.0.0/16")));
    EXPECT_THAT(design.topology.all<VpnGateway>(), IsEmpty());
}

TEST(DirectConnect, BesideATransitGatewayIsKnownByTheAttachmentsTags) {
    const auto design = connected(std::string(direct_connect) + transit_gateway);
    const auto& tags =
        design.topology.all<TransitGatewayAttachment>().at("transit-gateway-attachment/main").tags;
    EXPECT_EQ(tags.at(std::string(direct_connect_tag)), "6b3c5b2e-0f6f-4c8d-8f0a-3e1f0d7c9a11");
    EXPECT_EQ(tags.at(std::string(networks_tag)), "10.99.0.0/16 172.16.0.0/16");
}

TEST(DirectConnect, BesideATransitGatewayHasAWayBack) {
    const auto design = connected(std::string(direct_connect) + transit_gateway);
    for (const auto& [key, table] : design.topology.all<RouteTable>()) {
        std::vector<Ipv4Prefix> led;
        for (const auto& route : table.routes.value())
            if (route.target == RouteTarget::TransitGateway)
                led.push_back(*route.destination);
        EXPECT_THAT(led, ElementsAre(block("10.99.0.0/16"), block("172.16.0.0/16"))) << key;
    }
    const auto verdicts = proven(design);
    EXPECT_EQ(verdicts.outcome, prove::Outcome::Holds);
}

TEST(DirectConnect, BesideATransitGatewayFailsWhereOurBlockIsNotAnnounced) {
    auto design = connected(std::string(direct_connect) + transit_gateway);
    design.topology.all<DirectConnectAssociation>().begin()->second.allowed_prefixes =
        std::vector{block("10.41.0.0/16")};
    const auto verdicts = proven(design);
    EXPECT_EQ(verdicts.outcome, prove::Outcome::Fails);
}

}  // namespace
}  // namespace inland::design
