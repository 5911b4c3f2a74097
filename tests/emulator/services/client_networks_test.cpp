// SPDX-License-Identifier: Apache-2.0
// What the emulated gateways learn from the clients' routers: by VPN, by Direct Connect, behind a
// transit gateway.
#include "emulator/services/client_routers.h"
#include "tests/emulator/services/service_world.h"

#include <gmock/gmock.h>

namespace inland::emulator::testing {

namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::string_view peer = "203.0.113.10";

/// A VPC whose only further table takes in what its VPN gateway learns.
struct ClientNetworks : ::testing::Test {
    ServiceWorld aws;
    std::string vpc = aws.make_vpc();
    std::string gateway, table;

    void SetUp() override {
        gateway = id("CreateVpnGateway", {{"Type", "ipsec.1"}}, "VpnGateway", "VpnGatewayId");
        aws.must("ec2", "AttachVpnGateway", {{"VpnGatewayId", gateway}, {"VpcId", vpc}});
        table = id("CreateRouteTable", {{"VpcId", vpc}}, "RouteTable", "RouteTableId");
        aws.pass(std::chrono::minutes(1));
        aws.must("ec2", "EnableVgwRoutePropagation",
                 {{"RouteTableId", table}, {"GatewayId", gateway}});
    }

    std::string id(std::string_view operation, const json::object& input, std::string_view what,
                   std::string_view member) {
        return text_of(object_of(aws.must("ec2", operation, input), what), member);
    }

    std::string connect(bool is_static) {
        const auto customer = id("CreateCustomerGateway",
                                 {{"Type", "ipsec.1"}, {"BgpAsn", 65010}, {"IpAddress", peer}},
                                 "CustomerGateway", "CustomerGatewayId");
        auto made = id("CreateVpnConnection",
                       {{"Type", "ipsec.1"},
                        {"CustomerGatewayId", customer},
                        {"VpnGatewayId", gateway},
                        {"Options", json::object{{"StaticRoutesOnly", is_static}}}},
                       "VpnConnection", "VpnConnectionId");
        aws.pass(std::chrono::minutes(10));
        return made;
    }

    void tell(json::object router) {
        router.emplace("peer", peer);
        const auto done = set_client_router(aws.world(), router);
        EXPECT_TRUE(done) << done.error().message;
    }

    std::vector<std::string> propagated() {
        const auto found = first_of(
            aws.must("ec2", "DescribeRouteTables", {{"RouteTableIds", json::array{table}}}),
            "RouteTables");
        std::vector<std::string> destinations;
        for (const auto& route : list_of(found, "Routes"))
            if (text_of(route.as_object(), "Origin") == "EnableVgwRoutePropagation")
                destinations.push_back(text_of(route.as_object(), "DestinationCidrBlock"));
        return destinations;
    }

    json::object connection(const std::string& id) {
        return first_of(
            aws.must("ec2", "DescribeVpnConnections", {{"VpnConnectionIds", json::array{id}}}),
            "VpnConnections");
    }

    std::string make_direct_connect() {
        return text_of(object_of(aws.must("directconnect", "CreateDirectConnectGateway",
                                          {{"directConnectGatewayName", "office"}}),
                                 "directConnectGateway"),
                       "directConnectGatewayId");
    }

    json::object associate(const std::string& owner) {
        const auto made = aws.must("directconnect", "CreateDirectConnectGatewayAssociation",
                                   {{"directConnectGatewayId", owner}, {"gatewayId", gateway}});
        aws.pass(std::chrono::minutes(30));
        return first_of(
            aws.must("directconnect", "DescribeDirectConnectGatewayAssociations",
                     {{"associationId", text_of(object_of(made, "directConnectGatewayAssociation"),
                                                "associationId")}}),
            "directConnectGatewayAssociations");
    }
};

TEST_F(ClientNetworks, ArePropagatedAsThePeerAdvertisesThem) {
    const auto id = connect(false);
    EXPECT_THAT(propagated(), IsEmpty());
    tell({{"advertises", json::array{"172.16.0.0/16", "192.168.7.0/24"}}});
    EXPECT_THAT(propagated(), ElementsAre("172.16.0.0/16", "192.168.7.0/24"));
    EXPECT_THAT(values_at(connection(id), "VgwTelemetry[].AcceptedRouteCount"),
                ElementsAre("2", "2"));
    tell({{"advertises", json::array()}});
    EXPECT_THAT(propagated(), IsEmpty());
}

TEST_F(ClientNetworks, AreThoseThatTheGatewayIsTaggedToExpectUnlessThePeerSaysOtherwise) {
    aws.must("ec2", "CreateTags",
             {{"Resources", json::array{gateway}},
              {"Tags", json::array{json::object{{"Key", "inland.dev/networks"},
                                                {"Value", "172.16.0.0/16 10.9.0.0/24"}}}}});
    connect(false);
    EXPECT_THAT(propagated(), ElementsAre("10.9.0.0/24", "172.16.0.0/16"));
    tell({{"advertises", json::array{"172.17.0.0/16"}}});
    EXPECT_THAT(propagated(), ElementsAre("172.17.0.0/16"));
}

TEST_F(ClientNetworks, AreReachedAsLongAsOneTunnelIsUp) {
    const auto id = connect(true);
    aws.must("ec2", "CreateVpnConnectionRoute",
             {{"VpnConnectionId", id}, {"DestinationCidrBlock", "192.168.0.0/16"}});
    tell({{"tunnels", json::array{"DOWN", "UP"}}});
    EXPECT_THAT(values_at(connection(id), "VgwTelemetry[].Status"), ElementsAre("DOWN", "UP"));
    EXPECT_THAT(propagated(), ElementsAre("192.168.0.0/16"));
    tell({{"tunnels", json::array{"DOWN", "DOWN"}}});
    EXPECT_THAT(propagated(), IsEmpty());
    tell({});
    EXPECT_THAT(values_at(connection(id), "VgwTelemetry[].Status"), ElementsAre("UP", "UP"));
    EXPECT_THAT(propagated(), ElementsAre("192.168.0.0/16"));
}

TEST_F(ClientNetworks, ComeByDirectConnectWhenTheGatewaysAreAssociated) {
    const auto owner = make_direct_connect();
    EXPECT_TRUE(set_client_router(
        aws.world(), json::object{{"peer", owner}, {"advertises", json::array{"172.16.0.0/16"}}}));
    const auto association = associate(owner);
    EXPECT_EQ(text_of(association, "associationState"), "associated");
    EXPECT_THAT(values_at(association, "allowedPrefixesToDirectConnectGateway[].cidr"),
                ElementsAre("10.40.0.0/16"));
    EXPECT_THAT(propagated(), ElementsAre("172.16.0.0/16"));

    EXPECT_EQ(aws.code("directconnect", "CreateDirectConnectGatewayAssociation",
                       {{"directConnectGatewayId", owner}, {"gatewayId", gateway}}),
              "DirectConnectClientException");
    EXPECT_EQ(aws.code("directconnect", "DeleteDirectConnectGateway",
                       {{"directConnectGatewayId", owner}}),
              "DirectConnectClientException");
    aws.must("directconnect", "DeleteDirectConnectGatewayAssociation",
             {{"associationId", text_of(association, "associationId")}});
    EXPECT_THAT(propagated(), IsEmpty());
    aws.pass(std::chrono::minutes(30));
    aws.must("directconnect", "DeleteDirectConnectGateway", {{"directConnectGatewayId", owner}});
}

TEST_F(ClientNetworks, ChangeTheirAllowedPrefixesInTime) {
    const auto owner = make_direct_connect();
    const auto id = text_of(associate(owner), "associationId");
    const json::array wider{json::object{{"cidr", "10.40.0.0/15"}}};
    const json::array own{json::object{{"cidr", "10.40.0.0/16"}}};
    aws.must("directconnect", "UpdateDirectConnectGatewayAssociation",
             {{"associationId", id},
              {"addAllowedPrefixesToDirectConnectGateway", wider},
              {"removeAllowedPrefixesToDirectConnectGateway", own}});
    const auto now = [&] {
        return first_of(aws.must("directconnect", "DescribeDirectConnectGatewayAssociations",
                                 {{"associatedGatewayId", gateway}}),
                        "directConnectGatewayAssociations");
    };
    EXPECT_EQ(text_of(now(), "associationState"), "updating");
    aws.pass(std::chrono::minutes(30));
    EXPECT_THAT(values_at(now(), "allowedPrefixesToDirectConnectGateway[].cidr"),
                ElementsAre("10.40.0.0/15"));
}

TEST_F(ClientNetworks, StandBehindATransitGatewayByAVpnOfItsOwn) {
    const auto hub = id("CreateTransitGateway", {}, "TransitGateway", "TransitGatewayId");
    aws.pass(std::chrono::minutes(5));
    const auto customer =
        id("CreateCustomerGateway", {{"Type", "ipsec.1"}, {"BgpAsn", 65010}, {"IpAddress", peer}},
           "CustomerGateway", "CustomerGatewayId");
    const auto made =
        id("CreateVpnConnection",
           {{"Type", "ipsec.1"}, {"CustomerGatewayId", customer}, {"TransitGatewayId", hub}},
           "VpnConnection", "VpnConnectionId");
    tell({{"advertises", json::array{"172.16.0.0/16"}}});
    aws.pass(std::chrono::minutes(10));

    const auto attachment =
        first_of(aws.must("ec2", "DescribeTransitGatewayAttachments"), "TransitGatewayAttachments");
    EXPECT_EQ(text_of(attachment, "ResourceType"), "vpn");
    EXPECT_EQ(text_of(attachment, "ResourceId"), made);
    EXPECT_THAT(list_of(aws.must("ec2", "DescribeTransitGatewayVpcAttachments"),
                        "TransitGatewayVpcAttachments"),
                IsEmpty());
    const auto hub_table =
        first_of(aws.must("ec2", "DescribeTransitGatewayRouteTables"), "TransitGatewayRouteTables");
    const json::object propagated_ones{
        {"TransitGatewayRouteTableId", text_of(hub_table, "TransitGatewayRouteTableId")},
        {"Filters",
         json::array{json::object{{"Name", "type"}, {"Values", json::array{"propagated"}}}}}};
    EXPECT_THAT(values_at(aws.must("ec2", "SearchTransitGatewayRoutes", propagated_ones),
                          "Routes[].DestinationCidrBlock"),
                ElementsAre("172.16.0.0/16"));
}

TEST_F(ClientNetworks, AreToldOfInAFormThatIsChecked) {
    for (const auto* text :
         {"[]", "{}", R"({"peer": ""})", R"({"peer": "x", "advertises": "10.0.0.0/8"})",
          R"({"peer": "x", "advertises": ["10.0.0.1/8"]})", R"({"peer": "x", "tunnels": ["up"]})",
          R"({"peer": "x", "advertise": []})"})
        EXPECT_FALSE(set_client_router(aws.world(), parse_json(text).value())) << text;
    EXPECT_THAT(client_routers(aws.world()), IsEmpty());
}

}  // namespace

}  // namespace inland::emulator::testing
