// SPDX-License-Identifier: Apache-2.0
#include "tests/sources/recorded_aws.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::sources {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::read;
using testing::RecordedAws;

TEST(ReadLiveVpc, ReadsDnsSettingsBlocksAndDhcpOptions) {
    RecordedAws aws;
    aws.on("DescribeVpcs", R"({"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16",
        "DhcpOptionsId": "dopt-1", "CidrBlockAssociationSet": [
        {"CidrBlock": "10.0.0.0/16", "CidrBlockState": {"State": "associated"}},
        {"CidrBlock": "100.64.0.0/16", "CidrBlockState": {"State": "associated"}},
        {"CidrBlock": "100.65.0.0/16", "CidrBlockState": {"State": "disassociated"}}]}]})")
        .on("DescribeVpcAttribute", R"({"EnableDnsSupport": {"Value": true}})")
        .on("DescribeVpcAttribute", R"({"EnableDnsHostnames": {"Value": false}})")
        .on("DescribeDhcpOptions", R"({"DhcpOptions": [{"DhcpOptionsId": "dopt-1",
            "DhcpConfigurations": [
            {"Key": "domain-name", "Values": [{"Value": "corp.example.com"}]},
            {"Key": "domain-name-servers", "Values": [{"Value": "10.0.0.9"},
                                                      {"Value": "AmazonProvidedDNS"}]}]}]})");
    const auto topology = read(aws);
    const auto& vpc = topology.all<topology::Vpc>().at("vpc-1");
    EXPECT_EQ(vpc.cidr_block.value().text(), "10.0.0.0/16");
    ASSERT_EQ(vpc.secondary_cidr_blocks.value().size(), 1U);
    EXPECT_TRUE(vpc.enable_dns_support.value());
    EXPECT_FALSE(vpc.enable_dns_hostnames.value());
    EXPECT_EQ(vpc.dhcp_options.value().key, "dopt-1");
    const auto& options = topology.all<topology::DhcpOptions>().at("dopt-1");
    EXPECT_EQ(options.domain_name.value(), "corp.example.com");
    EXPECT_THAT(options.domain_name_servers.value(), ElementsAre("10.0.0.9", "AmazonProvidedDNS"));
}

/// A cluster in vpc-1, a peering that leads to vpc-2 and one that led to vpc-3.
RecordedAws connected_networks() {
    RecordedAws aws;
    aws.on("DescribeCluster", R"({"cluster": {"name": "atlas", "status": "ACTIVE",
            "resourcesVpcConfig": {"vpcId": "vpc-1"}}})")
        .on("DescribeVpcs", R"({"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16"}]})")
        .on("DescribeVpcs", R"({"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16"}]})")
        .on("DescribeVpcs", R"({"Vpcs": [{"VpcId": "vpc-2", "CidrBlock": "10.99.0.0/16"}]})")
        .on("DescribeVpcPeeringConnections", R"({"VpcPeeringConnections": [
            {"VpcPeeringConnectionId": "pcx-1", "Status": {"Code": "active"},
             "RequesterVpcInfo": {"VpcId": "vpc-1"}, "AccepterVpcInfo": {"VpcId": "vpc-2"}},
            {"VpcPeeringConnectionId": "pcx-2", "Status": {"Code": "deleted"},
             "RequesterVpcInfo": {"VpcId": "vpc-1"}, "AccepterVpcInfo": {"VpcId": "vpc-3"}}]})");
    return aws;
}

TEST(ReadLiveVpc, ReadsTheNetworksThatAClustersIsConnectedTo) {
    auto aws = connected_networks();
    const auto topology = read(aws, {.cluster = "atlas", .networks = Networks::Connected});
    EXPECT_TRUE(topology.all<topology::Vpc>().contains("vpc-2"));
    EXPECT_FALSE(topology.all<topology::Vpc>().contains("vpc-3"));
    const auto subnets = aws.inputs_of("DescribeSubnets");
    ASSERT_FALSE(subnets.empty());
    EXPECT_THAT(json::serialize(subnets.back()), HasSubstr(R"(["vpc-1","vpc-2"])"));
}

TEST(ReadLiveVpc, LeavesThemOutWhereTheyAreNotAskedFor) {
    auto aws = connected_networks();
    (void)read(aws, {.cluster = "atlas"});
    EXPECT_TRUE(aws.inputs_of("DescribeVpcPeeringConnections").empty());
}

TEST(ReadLiveRouteTable, LeavesOutWhatFollowsFromOthers) {
    RecordedAws aws;
    aws.on("DescribeRouteTables", R"({"RouteTables": [{"RouteTableId": "rtb-1", "VpcId": "vpc-1",
        "PropagatingVgws": [{"GatewayId": "vgw-1"}],
        "Associations": [{"RouteTableAssociationId": "rtbassoc-1", "Main": false,
                          "SubnetId": "subnet-1"}],
        "Routes": [
        {"DestinationCidrBlock": "10.0.0.0/16", "GatewayId": "local", "State": "active",
         "Origin": "CreateRouteTable"},
        {"DestinationCidrBlock": "192.168.0.0/16", "GatewayId": "vgw-1", "State": "active",
         "Origin": "EnableVgwRoutePropagation"},
        {"DestinationPrefixListId": "pl-1", "GatewayId": "vpce-1", "State": "active",
         "Origin": "CreateRoute"},
        {"DestinationCidrBlock": "0.0.0.0/0", "NatGatewayId": "nat-1", "State": "blackhole",
         "Origin": "CreateRoute"}]}]})");
    const auto topology = read(aws);
    const auto& table = topology.all<topology::RouteTable>().at("rtb-1");
    EXPECT_FALSE(table.is_main.value());
    ASSERT_EQ(table.routes.value().size(), 1U);
    const auto& route = table.routes.value().front();
    EXPECT_EQ(route.target, topology::RouteTarget::NatGateway);
    EXPECT_EQ(route.target_key, "nat-1");
    EXPECT_EQ(route.state, topology::RouteState::Blackhole);
    EXPECT_EQ(table.subnets.value().front().key, "subnet-1");
    EXPECT_EQ(table.propagating_gateways.value().front().key, "vgw-1");
}

TEST(ReadLiveSecurityGroup, ReadsOneRulePerPeer) {
    RecordedAws aws;
    aws.on("DescribeSecurityGroups", R"({"SecurityGroups": [{"GroupId": "sg-1", "VpcId": "vpc-1",
        "GroupName": "endpoints", "Description": "d", "IpPermissions": [
        {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443,
         "IpRanges": [{"CidrIp": "10.0.0.0/16", "Description": "vpc"}],
         "UserIdGroupPairs": [{"GroupId": "sg-2"}],
         "PrefixListIds": [{"PrefixListId": "pl-1"}],
         "Ipv6Ranges": [{"CidrIpv6": "::/0"}]}],
        "IpPermissionsEgress": [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]}]})");
    const auto topology = read(aws);
    const auto& group = topology.all<topology::SecurityGroup>().at("sg-1");
    ASSERT_EQ(group.ingress.value().size(), 4U);
    const auto count = [&](auto&& of) { return std::ranges::count_if(group.ingress.value(), of); };
    EXPECT_EQ(count([](const auto& rule) { return rule.block.has_value(); }), 1);
    EXPECT_EQ(count([](const auto& rule) { return rule.group == "sg-2"; }), 1);
    EXPECT_EQ(count([](const auto& rule) { return rule.prefix_list == "pl-1"; }), 1);
    EXPECT_EQ(count([](const auto& rule) { return rule.ipv6_block == Ipv6Prefix(); }), 1);
    EXPECT_EQ(count([](const auto& rule) { return rule.ports == PortRange{443, 443}; }), 4);
    const auto& out = group.egress.value().front();
    EXPECT_EQ(out.protocol, -1);
    EXPECT_EQ(out.ports, PortRange{});
}

TEST(ReadLiveNetworkAcl, LeavesOutTheLastResort) {
    RecordedAws aws;
    aws.on("DescribeNetworkAcls", R"({"NetworkAcls": [{"NetworkAclId": "acl-1", "IsDefault": true,
        "VpcId": "vpc-1", "Associations": [{"SubnetId": "subnet-1"}], "Entries": [
        {"RuleNumber": 100, "Protocol": "6", "RuleAction": "allow", "Egress": false,
         "CidrBlock": "0.0.0.0/0", "PortRange": {"From": 1024, "To": 65535}},
        {"RuleNumber": 101, "Protocol": "-1", "RuleAction": "allow", "Egress": false,
         "Ipv6CidrBlock": "::/0"},
        {"RuleNumber": 32767, "Protocol": "-1", "RuleAction": "deny", "Egress": false,
         "CidrBlock": "0.0.0.0/0"}]}]})");
    const auto topology = read(aws);
    const auto& acl = topology.all<topology::NetworkAcl>().at("acl-1");
    ASSERT_EQ(acl.entries.value().size(), 2U);
    EXPECT_EQ(acl.entries.value()[0].ports, (PortRange{1024, 65535}));
    EXPECT_EQ(acl.entries.value()[1].ipv6_block, Ipv6Prefix());
    EXPECT_TRUE(acl.is_default.value());
}

TEST(ReadLiveVpn, ReadsStaticRoutesAndTheAttachedGateway) {
    RecordedAws aws;
    aws.on("DescribeVpnGateways", R"({"VpnGateways": [{"VpnGatewayId": "vgw-1",
        "State": "available", "AmazonSideAsn": 64512,
        "VpcAttachments": [{"VpcId": "vpc-0", "State": "detached"},
                           {"VpcId": "vpc-1", "State": "attached"}]}]})")
        .on("DescribeCustomerGateways", R"({"CustomerGateways": [{"CustomerGatewayId": "cgw-1",
            "State": "available", "IpAddress": "203.0.113.10", "BgpAsn": "65010"}]})")
        .on("DescribeVpnConnections", R"({"VpnConnections": [{"VpnConnectionId": "vpn-1",
            "State": "available", "VpnGatewayId": "vgw-1", "CustomerGatewayId": "cgw-1",
            "Options": {"StaticRoutesOnly": true},
            "Routes": [{"DestinationCidrBlock": "192.168.0.0/16", "State": "available"},
                       {"DestinationCidrBlock": "10.9.0.0/16", "State": "deleted"}]}]})");
    const auto topology = read(aws);
    EXPECT_EQ(topology.all<topology::VpnGateway>().at("vgw-1").vpc.value().key, "vpc-1");
    EXPECT_EQ(topology.all<topology::CustomerGateway>().at("cgw-1").bgp_asn.value(), 65010);
    const auto& connection = topology.all<topology::VpnConnection>().at("vpn-1");
    ASSERT_EQ(connection.static_routes.value().size(), 1U);
    EXPECT_TRUE(connection.static_routes_only.value());
}

TEST(ReadLiveNetworkInterface, PutsThePrimaryAddressFirst) {
    RecordedAws aws;
    aws.on("DescribeNetworkInterfaces", R"({"NetworkInterfaces": [{
        "NetworkInterfaceId": "eni-1", "SubnetId": "subnet-1", "Description": "Amazon EKS atlas",
        "InterfaceType": "interface", "Groups": [{"GroupId": "sg-1"}],
        "PrivateIpAddresses": [{"PrivateIpAddress": "10.0.0.9", "Primary": false},
                               {"PrivateIpAddress": "10.0.0.5", "Primary": true}]}]})");
    const auto topology = read(aws);
    const auto& card = topology.all<topology::NetworkInterface>().at("eni-1");
    ASSERT_EQ(card.private_addresses.value().size(), 2U);
    EXPECT_EQ(card.private_addresses.value().front().text(), "10.0.0.5");
}

}  // namespace
}  // namespace inland::sources
