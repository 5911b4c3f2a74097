// SPDX-License-Identifier: Apache-2.0
#include "tests/emulator/services/service_world.h"

#include <gmock/gmock.h>

namespace inland::emulator::testing {

namespace {

using ::testing::HasSubstr;

struct Network : ::testing::Test {
    ServiceWorld aws;
};

json::object filter(std::string_view name, std::string_view value) {
    return {{"Filters", json::array{json::object{{"Name", name}, {"Values", json::array{value}}}}}};
}

TEST_F(Network, FreshRegionHasDefaultVpcWithSubnetInEachZone) {
    const auto vpcs = aws.must("ec2", "DescribeVpcs");
    ASSERT_EQ(list_of(vpcs, "Vpcs").size(), 1U);
    EXPECT_TRUE(flag_of(first_of(vpcs, "Vpcs"), "IsDefault"));
    EXPECT_EQ(text_of(first_of(vpcs, "Vpcs"), "CidrBlock"), "172.31.0.0/16");
    const auto subnets = aws.must("ec2", "DescribeSubnets", filter("default-for-az", "true"));
    EXPECT_EQ(list_of(subnets, "Subnets").size(), 3U);
}

TEST_F(Network, NewVpcComesWithDefaultGroupAclAndMainTable) {
    const auto vpc = aws.make_vpc();
    const auto group = first_of(aws.must("ec2", "DescribeSecurityGroups", filter("vpc-id", vpc)),
                                "SecurityGroups");
    EXPECT_EQ(text_of(group, "GroupName"), "default");
    EXPECT_EQ(list_of(group, "IpPermissions").size(), 1U);
    const auto acl =
        first_of(aws.must("ec2", "DescribeNetworkAcls", filter("vpc-id", vpc)), "NetworkAcls");
    EXPECT_TRUE(flag_of(acl, "IsDefault"));
    EXPECT_EQ(list_of(acl, "Entries").size(), 4U);
    const auto table =
        first_of(aws.must("ec2", "DescribeRouteTables", filter("vpc-id", vpc)), "RouteTables");
    EXPECT_TRUE(flag_of(first_of(table, "Associations"), "Main"));
    EXPECT_EQ(text_of(first_of(table, "Routes"), "GatewayId"), "local");
}

TEST_F(Network, VpcBecomesAvailableInTime) {
    const auto vpc = aws.make_vpc();
    const json::object ids{{"VpcIds", json::array{vpc}}};
    EXPECT_EQ(text_of(first_of(aws.must("ec2", "DescribeVpcs", ids), "Vpcs"), "State"), "pending");
    aws.pass(std::chrono::minutes(1));
    EXPECT_EQ(text_of(first_of(aws.must("ec2", "DescribeVpcs", ids), "Vpcs"), "State"),
              "available");
}

TEST_F(Network, RefusesOverlappingAndForeignSubnets) {
    const auto vpc = aws.make_vpc();
    aws.make_subnet(vpc, "10.40.1.0/24");
    const auto create = [&](std::string_view cidr) {
        return aws.code("ec2", "CreateSubnet", {{"VpcId", vpc}, {"CidrBlock", cidr}});
    };
    EXPECT_EQ(create("10.40.1.128/25"), "InvalidSubnet.Conflict");
    EXPECT_EQ(create("10.41.0.0/24"), "InvalidSubnet.Range");
    EXPECT_EQ(create("10.40.2.1/24"), "InvalidParameterValue");
    EXPECT_EQ(create("10.40.2.0/29"), "InvalidSubnet.Range");
}

TEST_F(Network, ForeignZoneNamesTheZonesThereAre) {
    const auto vpc = aws.make_vpc();
    const auto output = aws.call(
        "ec2", "CreateSubnet",
        {{"VpcId", vpc}, {"CidrBlock", "10.40.1.0/24"}, {"AvailabilityZone", "eu-west-1a"}});
    ASSERT_FALSE(output);
    EXPECT_THAT(output.error().message, HasSubstr("eu-central-1a, eu-central-1b"));
}

TEST_F(Network, VpcWithSubnetIsNotDeleted) {
    const auto vpc = aws.make_vpc();
    const auto subnet = aws.make_subnet(vpc, "10.40.1.0/24");
    const auto refused = aws.call("ec2", "DeleteVpc", {{"VpcId", vpc}});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "DependencyViolation");
    EXPECT_EQ(refused.error().message,
              "The vpc '" + vpc + "' has dependencies and cannot be deleted.");
    aws.must("ec2", "DeleteSubnet", {{"SubnetId", subnet}});
    aws.must("ec2", "DeleteVpc", {{"VpcId", vpc}});
    EXPECT_EQ(aws.code("ec2", "DescribeVpcs", {{"VpcIds", json::array{vpc}}}),
              "InvalidVpcID.NotFound");
}

TEST_F(Network, NotFoundAndMalformedIdsAreToldApart) {
    EXPECT_EQ(aws.code("ec2", "DescribeSubnets",
                       {{"SubnetIds", json::array{"subnet-0123456789abcdef0"}}}),
              "InvalidSubnetID.NotFound");
    EXPECT_EQ(aws.code("ec2", "DescribeSubnets", {{"SubnetIds", json::array{"nonsense"}}}),
              "InvalidSubnetID.Malformed");
}

TEST_F(Network, DryRunChangesNothing) {
    EXPECT_EQ(aws.code("ec2", "CreateVpc", {{"CidrBlock", "10.0.0.0/16"}, {"DryRun", true}}),
              "DryRunOperation");
    EXPECT_EQ(list_of(aws.must("ec2", "DescribeVpcs"), "Vpcs").size(), 1U);
}

TEST_F(Network, PagesAreSharedOutByOpaqueTokens) {
    const auto vpc = aws.make_vpc();
    for (int index = 0; index < 7; ++index)
        aws.make_subnet(vpc, "10.40." + std::to_string(index) + ".0/24");
    auto input = filter("vpc-id", vpc);
    input["MaxResults"] = 5;
    const auto first = aws.must("ec2", "DescribeSubnets", input);
    EXPECT_EQ(list_of(first, "Subnets").size(), 5U);
    input["NextToken"] = text_of(first, "NextToken");
    const auto second = aws.must("ec2", "DescribeSubnets", input);
    EXPECT_EQ(list_of(second, "Subnets").size(), 2U);
    EXPECT_FALSE(has(second, "NextToken"));
    input["NextToken"] = "5";
    EXPECT_EQ(aws.code("ec2", "DescribeSubnets", input), "InvalidNextToken");
}

TEST_F(Network, UnknownFilterIsRefused) {
    EXPECT_EQ(aws.code("ec2", "DescribeVpcs", filter("nonsense", "x")), "InvalidParameterValue");
}

TEST_F(Network, TagFiltersTakeWildcards) {
    const auto vpc = aws.make_vpc();
    aws.must(
        "ec2", "CreateTags",
        {{"Resources", json::array{vpc}},
         {"Tags", json::array{json::object{{"Key", "inland.dev/cluster"}, {"Value", "atlas"}}}}});
    const auto found = aws.must("ec2", "DescribeVpcs", filter("tag:inland.dev/cluster", "at?a*"));
    ASSERT_EQ(list_of(found, "Vpcs").size(), 1U);
    EXPECT_EQ(text_of(first_of(found, "Vpcs"), "VpcId"), vpc);
}

json::object ingress(const std::string& group, std::string_view cidr) {
    return {{"GroupId", group},
            {"IpPermissions",
             json::array{json::object{{"IpProtocol", "tcp"},
                                      {"FromPort", 443},
                                      {"ToPort", 443},
                                      {"IpRanges", json::array{json::object{{"CidrIp", cidr}}}}}}}};
}

TEST_F(Network, SecurityGroupRulesAreCanonicalAndUnique) {
    const auto vpc = aws.make_vpc();
    const auto group = text_of(
        aws.must("ec2", "CreateSecurityGroup",
                 {{"GroupName", "endpoints"}, {"Description", "endpoints"}, {"VpcId", vpc}}),
        "GroupId");
    const auto made =
        aws.must("ec2", "AuthorizeSecurityGroupIngress", ingress(group, "10.40.1.7/16"));
    EXPECT_EQ(text_of(first_of(made, "SecurityGroupRules"), "CidrIpv4"), "10.40.0.0/16");
    const auto twice =
        aws.call("ec2", "AuthorizeSecurityGroupIngress", ingress(group, "10.40.0.0/16"));
    ASSERT_FALSE(twice);
    EXPECT_EQ(twice.error().code, "InvalidPermission.Duplicate");
    EXPECT_THAT(twice.error().message,
                HasSubstr("peer: 10.40.0.0/16, TCP, from port: 443, to port: 443, ALLOW"));
    aws.must("ec2", "RevokeSecurityGroupIngress", ingress(group, "10.40.0.0/16"));
    EXPECT_EQ(aws.code("ec2", "RevokeSecurityGroupIngress", ingress(group, "10.40.0.0/16")),
              "InvalidPermission.NotFound");
}

struct Endpoints : Network {
    std::string vpc = aws.make_vpc();
    std::string subnet = aws.make_subnet(vpc, "10.40.1.0/24");

    void turn_names_on() {
        aws.must("ec2", "ModifyVpcAttribute",
                 {{"VpcId", vpc}, {"EnableDnsHostnames", json::object{{"Value", true}}}});
    }
    json::object request(std::string_view service) {
        return {{"VpcId", vpc},
                {"VpcEndpointType", "Interface"},
                {"ServiceName", "com.amazonaws.eu-central-1." + std::string(service)},
                {"SubnetIds", json::array{subnet}},
                {"PrivateDnsEnabled", true}};
    }
};

TEST_F(Endpoints, PrivateNamesNeedBothVpcAttributes) {
    const auto refused = aws.call("ec2", "CreateVpcEndpoint", request("ec2"));
    ASSERT_FALSE(refused);
    EXPECT_THAT(refused.error().message, HasSubstr("enableDnsSupport and enableDnsHostnames"));
}

TEST_F(Endpoints, InterfaceEndpointLivesAndDiesWithItsInterfaces) {
    turn_names_on();
    const auto endpoint =
        object_of(aws.must("ec2", "CreateVpcEndpoint", request("ec2")), "VpcEndpoint");
    EXPECT_EQ(text_of(endpoint, "State"), "pending");
    EXPECT_EQ(text_of(first_of(endpoint, "Groups"), "GroupName"), "default");
    const auto interface =
        first_of(aws.must("ec2", "DescribeNetworkInterfaces", filter("subnet-id", subnet)),
                 "NetworkInterfaces");
    EXPECT_TRUE(flag_of(interface, "RequesterManaged"));
    EXPECT_EQ(text_of(interface, "PrivateIpAddress"), "10.40.1.4");
    EXPECT_EQ(aws.code("ec2", "DeleteSubnet", {{"SubnetId", subnet}}), "DependencyViolation");
    aws.pass(std::chrono::minutes(10));
    const auto id = text_of(endpoint, "VpcEndpointId");
    const json::object ids{{"VpcEndpointIds", json::array{id}}};
    EXPECT_EQ(
        text_of(first_of(aws.must("ec2", "DescribeVpcEndpoints", ids), "VpcEndpoints"), "State"),
        "available");
    aws.must("ec2", "DeleteVpcEndpoints", ids);
    EXPECT_EQ(
        text_of(first_of(aws.must("ec2", "DescribeVpcEndpoints", ids), "VpcEndpoints"), "State"),
        "deleting");
    aws.pass(std::chrono::minutes(10));
    EXPECT_EQ(aws.code("ec2", "DescribeVpcEndpoints", ids), "InvalidVpcEndpointId.NotFound");
    aws.must("ec2", "DeleteSubnet", {{"SubnetId", subnet}});
}

TEST_F(Endpoints, SecondEndpointWithTheSamePrivateNamesConflicts) {
    turn_names_on();
    aws.must("ec2", "CreateVpcEndpoint", request("ec2"));
    const auto second = aws.call("ec2", "CreateVpcEndpoint", request("ec2"));
    ASSERT_FALSE(second);
    EXPECT_THAT(second.error().message,
                HasSubstr("private-dns-enabled cannot be set because there is already a "
                          "conflicting DNS domain"));
}

TEST_F(Endpoints, ClientTokenAnswersTheSameAgain) {
    turn_names_on();
    auto input = request("ec2");
    input["ClientToken"] = "one";
    const auto first = aws.must("ec2", "CreateVpcEndpoint", input);
    EXPECT_EQ(aws.must("ec2", "CreateVpcEndpoint", input), first);
    input["PrivateDnsEnabled"] = false;
    EXPECT_EQ(aws.code("ec2", "CreateVpcEndpoint", input), "IdempotentParameterMismatch");
}

TEST_F(Endpoints, GatewayEndpointPutsPrefixListRoutes) {
    const auto table =
        text_of(object_of(aws.must("ec2", "CreateRouteTable", {{"VpcId", vpc}}), "RouteTable"),
                "RouteTableId");
    const json::object input{{"VpcId", vpc},
                             {"ServiceName", "com.amazonaws.eu-central-1.s3"},
                             {"RouteTableIds", json::array{table}}};
    aws.must("ec2", "CreateVpcEndpoint", input);
    const auto routes = list_of(
        first_of(aws.must("ec2", "DescribeRouteTables", {{"RouteTableIds", json::array{table}}}),
                 "RouteTables"),
        "Routes");
    ASSERT_EQ(routes.size(), 2U);
    EXPECT_THAT(text_of(routes[1].as_object(), "DestinationPrefixListId"), HasSubstr("pl-"));
    EXPECT_EQ(aws.code("ec2", "CreateVpcEndpoint", input), "RouteAlreadyExists");
}

TEST_F(Network, StaticVpnRoutesArePropagatedWhenTheConnectionIsThere) {
    const auto vpc = aws.make_vpc();
    const auto gateway =
        text_of(object_of(aws.must("ec2", "CreateVpnGateway", {{"Type", "ipsec.1"}}), "VpnGateway"),
                "VpnGatewayId");
    aws.must("ec2", "AttachVpnGateway", {{"VpcId", vpc}, {"VpnGatewayId", gateway}});
    const auto customer = text_of(
        object_of(aws.must("ec2", "CreateCustomerGateway",
                           {{"Type", "ipsec.1"}, {"IpAddress", "203.0.113.10"}, {"BgpAsn", 65010}}),
                  "CustomerGateway"),
        "CustomerGatewayId");
    const auto connection =
        text_of(object_of(aws.must("ec2", "CreateVpnConnection",
                                   {{"Type", "ipsec.1"},
                                    {"CustomerGatewayId", customer},
                                    {"VpnGatewayId", gateway},
                                    {"Options", json::object{{"StaticRoutesOnly", true}}}}),
                          "VpnConnection"),
                "VpnConnectionId");
    aws.must("ec2", "CreateVpnConnectionRoute",
             {{"VpnConnectionId", connection}, {"DestinationCidrBlock", "192.168.0.0/16"}});
    const auto table =
        first_of(aws.must("ec2", "DescribeRouteTables", filter("vpc-id", vpc)), "RouteTables");
    aws.must("ec2", "EnableVgwRoutePropagation",
             {{"GatewayId", gateway}, {"RouteTableId", text_of(table, "RouteTableId")}});
    aws.pass(std::chrono::minutes(15));
    const auto routes = values_at(aws.must("ec2", "DescribeRouteTables", filter("vpc-id", vpc)),
                                  "RouteTables[].Routes[].DestinationCidrBlock");
    EXPECT_THAT(routes, ::testing::Contains("192.168.0.0/16"));
}

}  // namespace

}  // namespace inland::emulator::testing
