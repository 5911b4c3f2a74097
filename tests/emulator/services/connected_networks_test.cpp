// SPDX-License-Identifier: Apache-2.0
#include "tests/emulator/services/service_world.h"

#include <gmock/gmock.h>

namespace inland::emulator::testing {

namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// What connects VPCs with each other: peerings, transit gateways, prefix lists.
struct ConnectedNetworks : ::testing::Test {
    ServiceWorld aws;
    std::string vpc = aws.make_vpc();
    std::string peer = aws.make_vpc("10.41.0.0/16");

    std::string make_table() {
        return text_of(
            object_of(aws.must("ec2", "CreateRouteTable", {{"VpcId", vpc}}), "RouteTable"),
            "RouteTableId");
    }
    json::object peering(const std::string& id) {
        return first_of(aws.must("ec2", "DescribeVpcPeeringConnections",
                                 {{"VpcPeeringConnectionIds", json::array{id}}}),
                        "VpcPeeringConnections");
    }
    std::string status(const std::string& id) {
        return text_of(object_of(peering(id), "Status"), "Code");
    }
    std::string request(const std::string& from, const std::string& to) {
        return text_of(object_of(aws.must("ec2", "CreateVpcPeeringConnection",
                                          {{"VpcId", from}, {"PeerVpcId", to}}),
                                 "VpcPeeringConnection"),
                       "VpcPeeringConnectionId");
    }
    std::string make_transit_gateway() {
        const auto id =
            text_of(object_of(aws.must("ec2", "CreateTransitGateway"), "TransitGateway"),
                    "TransitGatewayId");
        aws.pass(std::chrono::minutes(3));
        return id;
    }
    std::string attach(const std::string& gateway, const std::string& network,
                       const std::string& subnet) {
        const auto id = text_of(object_of(aws.must("ec2", "CreateTransitGatewayVpcAttachment",
                                                   {{"TransitGatewayId", gateway},
                                                    {"VpcId", network},
                                                    {"SubnetIds", json::array{subnet}}}),
                                          "TransitGatewayVpcAttachment"),
                                "TransitGatewayAttachmentId");
        aws.pass(std::chrono::minutes(3));
        return id;
    }
    json::object make_list(std::initializer_list<std::string_view> cidrs) {
        json::array entries;
        for (const auto cidr : cidrs)
            entries.push_back(json::object{{"Cidr", cidr}});
        return object_of(aws.must("ec2", "CreateManagedPrefixList",
                                  {{"PrefixListName", "office"},
                                   {"AddressFamily", "IPv4"},
                                   {"MaxEntries", 3},
                                   {"Entries", std::move(entries)}}),
                         "PrefixList");
    }
};

TEST_F(ConnectedNetworks, PeeringIsRequestedAcceptedAndDeletedInTime) {
    const auto id = request(vpc, peer);
    EXPECT_EQ(status(id), "initiating-request");
    EXPECT_EQ(aws.code("ec2", "CreateVpcPeeringConnection", {{"VpcId", peer}, {"PeerVpcId", vpc}}),
              "VpcPeeringConnectionAlreadyExists");
    aws.pass(std::chrono::minutes(1));
    EXPECT_EQ(status(id), "pending-acceptance");
    aws.must("ec2", "AcceptVpcPeeringConnection", {{"VpcPeeringConnectionId", id}});
    EXPECT_EQ(status(id), "provisioning");
    aws.pass(std::chrono::minutes(1));
    EXPECT_EQ(status(id), "active");
    aws.must("ec2", "DeleteVpcPeeringConnection", {{"VpcPeeringConnectionId", id}});
    aws.pass(std::chrono::minutes(1));
    EXPECT_EQ(status(id), "deleted");
    EXPECT_EQ(aws.code("ec2", "AcceptVpcPeeringConnection", {{"VpcPeeringConnectionId", id}}),
              "InvalidStateTransition");
}

TEST_F(ConnectedNetworks, OverlappingPeersFailAndUnansweredRequestsExpire) {
    EXPECT_EQ(status(request(vpc, aws.make_vpc("10.40.128.0/17"))), "failed");
    const auto id = request(vpc, peer);
    aws.pass(std::chrono::hours(24 * 8));
    EXPECT_EQ(status(id), "expired");
}

TEST_F(ConnectedNetworks, RouteOverPeeringLeadsNowhereOnceItIsDeleted) {
    const auto id = request(vpc, peer);
    const auto table = make_table();
    aws.must("ec2", "CreateRoute",
             {{"RouteTableId", table},
              {"DestinationCidrBlock", "10.41.0.0/16"},
              {"VpcPeeringConnectionId", id}});
    aws.must("ec2", "DeleteVpcPeeringConnection", {{"VpcPeeringConnectionId", id}});
    aws.pass(std::chrono::minutes(1));
    const auto tables =
        aws.must("ec2", "DescribeRouteTables", {{"RouteTableIds", json::array{table}}});
    EXPECT_THAT(values_at(tables, "RouteTables[].Routes[].State"),
                ElementsAre("active", "blackhole"));
}

TEST_F(ConnectedNetworks, PeeringOptionsNeedAnActivePeering) {
    const auto id = request(vpc, peer);
    const json::object change{{"VpcPeeringConnectionId", id},
                              {"RequesterPeeringConnectionOptions",
                               json::object{{"AllowDnsResolutionFromRemoteVpc", true}}}};
    EXPECT_EQ(aws.code("ec2", "ModifyVpcPeeringConnectionOptions", change),
              "OperationNotPermitted");
    aws.must("ec2", "AcceptVpcPeeringConnection", {{"VpcPeeringConnectionId", id}});
    aws.pass(std::chrono::minutes(1));
    aws.must("ec2", "ModifyVpcPeeringConnectionOptions", change);
    EXPECT_THAT(
        values_at(peering(id), "RequesterVpcInfo.PeeringOptions.AllowDnsResolutionFromRemoteVpc"),
        ElementsAre("true"));
}

TEST_F(ConnectedNetworks, AttachedVpcPropagatesItsBlocksToTheDefaultTable) {
    const auto gateway = make_transit_gateway();
    const auto attachment = attach(gateway, vpc, aws.make_subnet(vpc, "10.40.1.0/24"));
    const auto described = first_of(
        aws.must("ec2", "DescribeTransitGateways", {{"TransitGatewayIds", json::array{gateway}}}),
        "TransitGateways");
    const auto table = text_of(object_of(described, "Options"), "AssociationDefaultRouteTableId");
    const auto association = first_of(aws.must("ec2", "GetTransitGatewayRouteTableAssociations",
                                               {{"TransitGatewayRouteTableId", table}}),
                                      "Associations");
    EXPECT_EQ(text_of(association, "State"), "associated");
    const auto routes = aws.must(
        "ec2", "SearchTransitGatewayRoutes",
        {{"TransitGatewayRouteTableId", table},
         {"Filters",
          json::array{json::object{{"Name", "type"}, {"Values", json::array{"propagated"}}}}}});
    EXPECT_THAT(values_at(routes, "Routes[].DestinationCidrBlock"), ElementsAre("10.40.0.0/16"));
    EXPECT_EQ(aws.code("ec2", "DeleteTransitGateway", {{"TransitGatewayId", gateway}}),
              "IncorrectState");
    aws.must("ec2", "DeleteTransitGatewayVpcAttachment",
             {{"TransitGatewayAttachmentId", attachment}});
    aws.pass(std::chrono::minutes(3));
    aws.must("ec2", "DeleteTransitGateway", {{"TransitGatewayId", gateway}});
}

TEST_F(ConnectedNetworks, AttachmentHasInterfacesThatKeepItsSubnets) {
    const auto subnet = aws.make_subnet(vpc, "10.40.1.0/24");
    const auto attachment = attach(make_transit_gateway(), vpc, subnet);
    EXPECT_EQ(aws.code("ec2", "DeleteSubnet", {{"SubnetId", subnet}}), "DependencyViolation");
    aws.must("ec2", "DeleteTransitGatewayVpcAttachment",
             {{"TransitGatewayAttachmentId", attachment}});
    aws.pass(std::chrono::minutes(3));
    aws.must("ec2", "DeleteSubnet", {{"SubnetId", subnet}});
}

TEST_F(ConnectedNetworks, RouteToATransitGatewayNeedsAnAttachment) {
    const auto gateway = make_transit_gateway();
    const json::object route{{"RouteTableId", make_table()},
                             {"DestinationCidrBlock", "192.168.0.0/16"},
                             {"TransitGatewayId", gateway}};
    EXPECT_EQ(aws.code("ec2", "CreateRoute", route), "InvalidTransitGatewayID.NotFound");
    attach(gateway, vpc, aws.make_subnet(vpc, "10.40.1.0/24"));
    aws.must("ec2", "CreateRoute", route);
}

/// A route table of a transit gateway whose routes to the blocks lead nowhere.
std::string make_blackholes(ServiceWorld& aws, const std::string& gateway,
                            const std::vector<std::string>& blocks) {
    auto table = text_of(object_of(aws.must("ec2", "CreateTransitGatewayRouteTable",
                                            {{"TransitGatewayId", gateway}}),
                                   "TransitGatewayRouteTable"),
                         "TransitGatewayRouteTableId");
    for (const auto& block : blocks)
        aws.must("ec2", "CreateTransitGatewayRoute",
                 {{"TransitGatewayRouteTableId", table},
                  {"DestinationCidrBlock", block},
                  {"Blackhole", true}});
    return table;
}

TEST_F(ConnectedNetworks, TransitRoutesComeInPages) {
    const std::vector<std::string> blocks{"10.0.0.0/16", "10.1.0.0/16", "10.2.0.0/16",
                                          "10.3.0.0/16", "10.4.0.0/16", "10.5.0.0/16"};
    json::object search{
        {"TransitGatewayRouteTableId", make_blackholes(aws, make_transit_gateway(), blocks)},
        {"Filters", json::array{json::object{{"Name", "state"}, {"Values", {"blackhole"}}}}},
        {"MaxResults", 5}};
    const auto first = aws.must("ec2", "SearchTransitGatewayRoutes", search);
    EXPECT_TRUE(flag_of(first, "AdditionalRoutesAvailable"));
    search["NextToken"] = text_of(first, "NextToken");
    const auto second = aws.must("ec2", "SearchTransitGatewayRoutes", search);
    EXPECT_THAT(values_at(second, "Routes[].DestinationCidrBlock"), ElementsAre(blocks.back()));
    EXPECT_FALSE(flag_of(second, "AdditionalRoutesAvailable"));
    search["NextToken"] = "made-up";
    EXPECT_EQ(aws.code("ec2", "SearchTransitGatewayRoutes", search), "InvalidNextToken");
}

TEST_F(ConnectedNetworks, StaticTransitRoutesAreFoundByTheirBlocks) {
    const auto table = make_blackholes(aws, make_transit_gateway(), {"10.0.0.0/8", "10.99.0.0/16"});
    EXPECT_EQ(aws.code("ec2", "CreateTransitGatewayRoute",
                       {{"TransitGatewayRouteTableId", table},
                        {"DestinationCidrBlock", "10.0.0.0/8"},
                        {"Blackhole", true}}),
              "RouteAlreadyExists");
    const auto found = [&](std::string_view name, std::string_view value) {
        return values_at(
            aws.must("ec2", "SearchTransitGatewayRoutes",
                     {{"TransitGatewayRouteTableId", table},
                      {"Filters",
                       json::array{json::object{{"Name", name}, {"Values", json::array{value}}}}}}),
            "Routes[].DestinationCidrBlock");
    };
    EXPECT_THAT(found("route-search.exact-match", "10.0.0.0/8"), ElementsAre("10.0.0.0/8"));
    EXPECT_THAT(found("route-search.subnet-of-match", "10.64.0.0/10"), ElementsAre("10.99.0.0/16"));
    EXPECT_THAT(found("route-search.longest-prefix-match", "10.99.1.1/32"),
                ElementsAre("10.99.0.0/16"));
}

TEST_F(ConnectedNetworks, NewEntriesMakeANewVersionOfAPrefixList) {
    const auto id = text_of(make_list({"192.168.0.0/24"}), "PrefixListId");
    const auto add = [&](int version) {
        return json::object{{"PrefixListId", id},
                            {"CurrentVersion", version},
                            {"AddEntries", json::array{json::object{{"Cidr", "192.168.1.0/24"}}}}};
    };
    EXPECT_EQ(aws.code("ec2", "ModifyManagedPrefixList", add(1)), "IncorrectState");
    aws.pass(std::chrono::minutes(1));
    EXPECT_EQ(aws.code("ec2", "ModifyManagedPrefixList", add(7)), "PrefixListVersionMismatch");
    const auto changed = aws.must("ec2", "ModifyManagedPrefixList", add(1));
    EXPECT_EQ(number_of(object_of(changed, "PrefixList"), "Version"), 2);
    const auto entries = [&](int version) {
        return values_at(aws.must("ec2", "GetManagedPrefixListEntries",
                                  {{"PrefixListId", id}, {"TargetVersion", version}}),
                         "Entries[].Cidr");
    };
    EXPECT_THAT(entries(1), ElementsAre("192.168.0.0/24"));
    EXPECT_THAT(entries(2), ElementsAre("192.168.0.0/24", "192.168.1.0/24"));
}

TEST_F(ConnectedNetworks, PrefixListsChangeOneThingAtATime) {
    const auto id = text_of(make_list({"192.168.0.0/24"}), "PrefixListId");
    aws.pass(std::chrono::minutes(1));
    const json::array same{json::object{{"Cidr", "192.168.0.0/24"}, {"Description", "office"}}};
    const json::array bare{json::object{{"Cidr", "192.168.0.0/24"}}};
    const auto outcome = [&](json::object change) {
        change["PrefixListId"] = id;
        change["CurrentVersion"] = 1;
        const auto output = aws.call("ec2", "ModifyManagedPrefixList", change);
        return output ? "it succeeded" : output.error().code + ": " + output.error().message;
    };
    EXPECT_EQ(outcome({{"MaxEntries", 9}, {"RemoveEntries", bare}}),
              "InvalidParameterCombination: You cannot modify the entries and the maximum entries "
              "for the prefix list in the same request.");
    EXPECT_EQ(outcome({{"AddEntries", same}, {"RemoveEntries", bare}}),
              "InvalidParameterValue: Request cannot contain Cidr 192.168.0.0/24 in both "
              "AddPrefixListEntries and RemovePrefixListEntries");
    EXPECT_EQ(outcome({{"AddEntries", same}}), "InvalidRequest: The request received was invalid.");
    EXPECT_EQ(outcome({{"MaxEntries", 1001}}),
              "InvalidParameterValue: Must specify a max size between 1 and 1000");
}

TEST_F(ConnectedNetworks, PrefixListInARuleIsKeptAndCountsItsEntries) {
    const auto id = text_of(make_list({}), "PrefixListId");
    aws.pass(std::chrono::minutes(1));
    const auto group =
        text_of(aws.must("ec2", "CreateSecurityGroup",
                         {{"GroupName", "office"}, {"Description", "office"}, {"VpcId", vpc}}),
                "GroupId");
    const auto rule = [&](const std::string& list) {
        return json::object{
            {"GroupId", group},
            {"IpPermissions",
             json::array{json::object{
                 {"IpProtocol", "-1"},
                 {"PrefixListIds", json::array{json::object{{"PrefixListId", list}}}}}}}};
    };
    EXPECT_EQ(aws.code("ec2", "AuthorizeSecurityGroupIngress", rule("pl-0123456789abcdef0")),
              "InvalidPrefixListID.NotFound");
    aws.must("ec2", "AuthorizeSecurityGroupIngress", rule(id));
    EXPECT_EQ(aws.code("ec2", "DeleteManagedPrefixList", {{"PrefixListId", id}}),
              "DependencyViolation");
    const auto users = aws.must("ec2", "GetManagedPrefixListAssociations", {{"PrefixListId", id}});
    EXPECT_THAT(values_at(users, "PrefixListAssociations[].ResourceId"), ElementsAre(group));
}

TEST_F(ConnectedNetworks, EgressOnlyGatewayBelongsToItsVpc) {
    const auto gateway =
        text_of(object_of(aws.must("ec2", "CreateEgressOnlyInternetGateway", {{"VpcId", vpc}}),
                          "EgressOnlyInternetGateway"),
                "EgressOnlyInternetGatewayId");
    EXPECT_EQ(aws.code("ec2", "DeleteVpc", {{"VpcId", vpc}}), "DependencyViolation");
    aws.must("ec2", "DeleteEgressOnlyInternetGateway", {{"EgressOnlyInternetGatewayId", gateway}});
    aws.must("ec2", "DeleteVpc", {{"VpcId", vpc}});
}

TEST_F(ConnectedNetworks, QuotasAnswerWithTheirOwnErrors) {
    aws.make_vpc("10.42.0.0/16");
    aws.make_vpc("10.43.0.0/16");  // the fifth with the default one
    EXPECT_EQ(aws.code("ec2", "CreateVpc", {{"CidrBlock", "10.44.0.0/16"}}), "VpcLimitExceeded");
    const auto table = make_table();
    const auto route = [&](int index) {
        return json::object{{"RouteTableId", table},
                            {"DestinationCidrBlock", "10." + std::to_string(index) + ".0.0/16"},
                            {"VpcPeeringConnectionId", ""}};
    };
    const auto connection = request(vpc, peer);
    for (int index = 100; index < 149; ++index) {
        auto input = route(index);
        input["VpcPeeringConnectionId"] = connection;
        aws.must("ec2", "CreateRoute", input);
    }
    auto input = route(200);
    input["VpcPeeringConnectionId"] = connection;
    EXPECT_EQ(aws.code("ec2", "CreateRoute", input), "RouteLimitExceeded");
}

}  // namespace

}  // namespace inland::emulator::testing
